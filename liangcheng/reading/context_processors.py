from liangcheng.reading import Reading


def reading(request):
    """How the reader wants the page shown, for `<html>` and the switch in the masthead."""
    return {"reading": Reading.of(request)}
