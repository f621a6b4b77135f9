"""How an article of the paper is cited."""


def citation(article, publication):
    """Paper, day, page and headline: `《凉城》2021年4月14日 02版：部署目标任务 明确主体责任`.

    On no page it says 网络首发; a draft without a date leaves the date out.
    """
    place = f"{article.page.number}版" if article.page else "网络首发"
    where = f"{article.displayed_date} {place}".strip()
    return f"《{publication.name}》{where}：{article}"
