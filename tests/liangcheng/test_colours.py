import re
from pathlib import Path

from liangcheng import colours

SHEET = Path(colours.__file__).parent / "static" / "liangcheng" / "css" / "paper.css"


def test_colours_are_those_of_the_style_sheet():
    stated = dict(re.findall(r"^  --(\w+): (#\w{6});", SHEET.read_text(), flags=re.MULTILINE))
    named = {name.lower(): value for name, value in vars(colours).items() if name.isupper()}

    assert len(named) == 6
    assert named == {name: stated[name] for name in named}
