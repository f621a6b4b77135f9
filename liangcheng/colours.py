"""The paper's colours by day, for what its style sheets do not reach: pictures, an app, WeChat.

As in `static/liangcheng/css/paper.css`; a test holds the two together.
"""

PAPER = "#fbfaf6"
SHEET = "#f3f0e8"
INK = "#1d1a16"
SOFT = "#544e47"
RULE = "#cfc8bb"
ACCENT = "#98201f"  # 朱红
