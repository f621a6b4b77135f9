"""How an article of the paper is cited."""

from liangcheng.dates import chinese_date


def citation(article, publication):
    """Paper, day, page and headline: `《凉城》2021年4月14日 02版：同心争创文明城市 携手共建美丽凉城`.

    On no page it says 网络首发; a draft without a date leaves the date out.
    """
    if article.page:
        where = f"{article.page.issue} {article.page.number}版"
    else:
        where = f"{article.dated_on and chinese_date(article.dated_on) or ''} 网络首发".strip()
    return f"《{publication.name}》{where}：{article}"
