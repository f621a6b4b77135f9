"""How an article of the paper is cited."""

from liangcheng.dates import chinese_date


def citation(article, publication):
    """Paper, day, page and headline: `《凉城》2021年4月14日 02版：部署目标任务 明确主体责任`.

    On no page it says 网络首发; a draft without a date leaves the date out.
    """
    if article.page:
        where = f"{article.page.issue} {article.page.number}版"
    else:
        day = chinese_date(article.dated_on) if article.dated_on else ""
        where = f"{day} 网络首发".strip()
    return f"《{publication.name}》{where}：{article}"
