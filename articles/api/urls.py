"""The API put together: its addresses under `/api/`."""

from articles.api import articles, directory, iiif, issues, search
from articles.api.service import ReadAPI, Renderer, describe, refuse_as_json

DESCRIPTION = """\
报上的各期、版、稿件、单位、人物、会议，给程序读：只读，不用注册，任何网站的脚本都可以读。
网站上一页的地址，前面加 /api，去掉末尾的 /，就是它的数据。
列表一批一批地给，下一批的地址在 next 里。出错时 detail 说明错在哪里、该怎么办。
"""

api = ReadAPI(
    title="社区报开放接口",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    renderer=Renderer(),
)
api.get("/openapi.json", include_in_schema=False, url_name="openapi")(describe(api))
for router in (issues.router, articles.router, directory.router, search.router, iiif.router):
    api.add_router("", router)
refuse_as_json(api)
