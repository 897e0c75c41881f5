"""Tests of where everything is on small sample pages, as `outline` describes it.

With the letters of `FixedMeasurer`, positions can be calculated by hand. The title of the finding,
for example, has 80 × 1.35 = 108 pixels, and its line is 108 × 1.25 × 0.94 = 126.9 pixels high. It
starts below the labels: at 96 + 47.5 + 2 × 9 + 24 = 185.5.
"""

import pytest

from briefing_app.layout.countdown import countdown, countdown_ring, paused_style
from briefing_app.layout.page import Rect
from briefing_app.layout.palette import Colour
from briefing_app.layout.slide import lay_out
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import KindCount, Role, Slide, SlideText
from briefing_app.model.slideshow.time import CountdownAction, CountdownFace
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline
from tests.layout.page_samples import SENTENCE, sample_chart_slide, sample_slide
from tests.layout.vote_samples import FIGURE, NUMBERS, QUOTE, WORDS, vote
from tests.sample_measures import make_measure

KINDS = (KindCount(FindingKind.CONCERN, 6, 1), KindCount(FindingKind.NEXT_STEP, 2))
ROWS = (
    ("Alpha", 16, "p"),
    ("Bravo", 99, ""),
    ("Charlie", 0, ""),
    ("Delta", None, "c"),
)


SHARES = (("Alpha", 60, "p"), ("Bravo", 99, ""), ("Charlie", 0, ""), ("Delta", None, "c"))


def share_slide(reveal: Reveal = Reveal.NONE) -> Slide:
    """Return a chart of shares of 100."""
    measure = make_measure(SHARES, highlight="Bravo")._replace(unit="per cent of cases")
    return chart_slide(measure)._replace(reveal=reveal)


SLIDES = {
    "title": sample_slide(SlideKind.TITLE, ["A title", "More"])._replace(kind_counts=KINDS),
    "text": sample_slide(SlideKind.TEXT, ["A title", "A paragraph.\nAnother."]),
    "message": sample_slide(SlideKind.TEXT, ["Message", "In short. And then more."]),
    "finding": sample_slide(SlideKind.FINDING, ["Title", "“Words”", "Ours"]),
    "headline alone": sample_slide(SlideKind.FINDING, ["Title", "", "Ours"]),
    "headline with many words": sample_slide(SlideKind.FINDING, ["Title", "", SENTENCE * 9]),
    "title alone": sample_slide(SlideKind.TITLE, ["A title"], ""),
    "text that continues": sample_slide(SlideKind.TEXT, ["A title", SENTENCE * 22]),
    "unclear": sample_slide(SlideKind.FINDING, ["Title", "“Words”", "", "Care"]),
    "quote": sample_slide(SlideKind.QUOTE, ["“Words”", "A name", "A role"]),
    "quote below a title": Slide(
        "key",
        SlideKind.QUOTE,
        "Quote",
        (SlideText(Role.TITLE, "A title"), SlideText(Role.QUOTE, "Words")),
    ),
    "number": sample_slide(SlideKind.NUMBER, ["99", "of 100", "Explained"]),
    "discussion": sample_slide(SlideKind.DISCUSSION, ["How many?", "All"])._replace(minutes=4),
    "answer in two parts": sample_slide(
        SlideKind.DISCUSSION, ["How many?", "All. Nobody was left out."]
    ),
    "long discussion": sample_slide(SlideKind.DISCUSSION, [SENTENCE * 20, "Few knew. " * 11]),
    "vote": vote(NUMBERS[:2], "6\nSaid once.", FIGURE)._replace(minutes=4),
    "vote on words": vote(WORDS[:2], f"{WORDS[0]}\nNobody else may hear it."),
    "vote on a quote": vote(WORDS[:2], WORDS[0], QUOTE),
    "sources": sample_slide(
        SlideKind.SOURCES, ["Sources", "All words", "A report", "Its address"]
    )._replace(is_made_up=True),
    "bars": sample_chart_slide(ROWS),
    "guess": sample_chart_slide(ROWS[:2], reveal=Reveal.GUESS),
    "no figures": sample_chart_slide(()),
    "shares": share_slide(),
    "guess of shares": share_slide(Reveal.GUESS),
    "long quote": sample_slide(SlideKind.QUOTE, ["“" + "Few knew. " * 25, "A name", "A role"]),
    "others": Slide(
        "key",
        SlideKind.NUMBER,
        "Number",
        (
            SlideText(Role.NUMBER, "99"),
            SlideText(Role.STATEMENT, "were counted"),
            *(SlideText(Role.OTHER_FIGURE, "7"), SlideText(Role.OTHER_FORCE, "Kent")),
            *(SlideText(Role.OTHER_FIGURE, "50"), SlideText(Role.OTHER_FORCE, "Essex")),
        ),
        is_made_up=True,
    ),
    "unclear list": sample_slide(
        SlideKind.FINDING, ["Unclear", "“Few knew.\nFew asked.\nAll knew”", "", "Care"]
    ),
    "heading that shrinks": sample_chart_slide(ROWS[1:2], message=SENTENCE * 3),
    "long heading of bars": sample_chart_slide(ROWS[1:2], message=SENTENCE * 12),
}
EXPECTED = {
    "title": """
box 120 772 201 36, concern
box 327 772 201 36, concern
box 534 772 201 36, concern
box 741 772 201 36, concern
box 948 772 201 36, concern
box 1155 772 201 36, outline concern 4
box 1388 772 203 36, next_step
box 1597 772 203 36, next_step
title 120 147.9 1440 192.3, 157/800 ink, “A tit…”, 604.5 on 293.2, leading 0.96
subtitle 120 419.6 1440 81.2, 65/400 muted, “More”, 130 on 481.4 above 40
source_detail 120 572.1 1440 63.8, 51/400 muted, “Sourc…”, 612 on 620.6 above 28
source_detail 120 710.5 304 47.5, 38/400 muted, “In th…”, 304 on 746.6
source_detail 120 822 33 75, 60/800 concern, “6”, 33 on 879
source_detail 120 897 152 47.5, 38/400 concern, “conce…”, 152 on 933.1
source_detail 120 944.5 153 42.5, 34/400 muted, “1 unc…”, 153 on 976.8
source_detail 1388 822 33 75, 60/800 next_step, “2”, 33 on 879
source_detail 1388 897 190 47.5, 38/400 next_step, “next …”, 190 on 933.1
""",
    "text": """
title 120 250.4 1680 130.9, 108/700 ink, “A tit…”, 415.8 on 349, leading 0.94
body 120 477.3 1680 234.5, 81/400 ink, “A par…”, 486 on 554.3 above 44, 324 on 687.5 above 32
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "message": """
label 120 268.6 146.3 47.5, 38/700 label, “Messa…”, 146.3 on 304.6
statement 120 341.3 1680 159.2, 130/700 ink, “In sh…”, 643.5 on 461.6, leading 0.96
body 120 597.3 1680 101.2, 81/400 ink, “And t…”, 567 on 674.2 above 44
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "finding": """
box 0 0 28 1080, concern
label 120 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
title 120 178 1680 79.2, 64/700 ink, “Title”, 176 on 238, leading 0.98
excerpt 45.8 395.8 1754.2 164.5, 135/600 ink, ““Word…”, 519.8 on 519.8 above 52, leading 0.95
body 120 687.5 1680 81.2, 65/400 body, “Ours”, 130 on 749.2 above 44
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "headline alone": """
box 0 0 28 1080, concern
label 120 227.9 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 264
title 120 300.6 1680 171.5, 140/700 ink, “Title”, 385 on 430.1, leading 0.96
body 120 568.6 1680 81.2, 65/400 body, “Ours”, 130 on 630.4 above 44
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "headline with many words": """
box 0 0 28 1080, concern
label 120 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
title 120 178 1680 137.2, 112/700 ink, “Title”, 308 on 281.6, leading 0.96
body 120 357.4 1680 585, 52/400 body, “Somet…” ×9, 1482 on 406.8 above 44 →, 1482 on 926.9
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "title alone": """
title 120 493.6 1440 192.3, 157/800 ink, “A tit…”, 604.5 on 638.8, leading 0.96
""",
    "text that continues": """
title 120 96 1680 84.9, 70/700 ink, “A tit…”, 269.5 on 159.9, leading 0.94
body 120 270.4 1680 625, 50/400 ink, “Somet…” ×10, 1675 on 317.9 above 44 →, 1675 on 880.4 →
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8

continued 120 106.5 324 45, 36/400 muted, “Made …”, 324 on 140.7
body 120 178 1680 625, 50/400 ink, “takes…” ×10, 1625 on 225.5 →, 275 on 788
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "unclear": """
box 0 0 28 1080, concern
box 298.3 98.8 317.8 60.5, outline body 3, radius 30.25
box 1119 300.4 4 643.1, concern
label 120 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
tag 326.3 107.8 261.8 42.5, 34/700 body, “Sourc…”, 261.8 on 140.1
title 120 178 1680 79.2, 64/700 ink, “Title”, 176 on 238, leading 0.98
excerpt 57.8 300.4 1015.1 141.2, 113/600 ink, ““Word…”, 435.1 on 407.8
caution 1157 300.4 643 65, 52/400 body, “Care”, 104 on 349.8
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "quote": """
mark 101 188.3 256 172, 496/800 mark, ““”, 256 on 519.3 →
quote 177.8 384.3 1622.2 141.2, 113/600 ink, “Words””, 372.9 on 491.6
speaker 240 633.5 1560 57.5, 46/700 ink, “A name”, 151.8 on 677.2 above 52
speaker_role 240 755 1560 50, 40/400 muted, “A role”, 120 on 793 above 8
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "quote below a title": """
title 240 327.4 1560 77.6, 64/700 ink, “A tit…”, 246.4 on 385.8, leading 0.94
quote 177.8 458.6 1622.2 141.2, 113/600 ink, “Words”, 310.8 on 566
""",
    "number": """
number 120 101.5 1680 645.2, 580/800 ink, “99”, 638 on 572.8, leading 0.78
statement 120 697.9 1680 121.2, 97/600 ink, “of 100”, 320.1 on 790 above 24
body 120 854 1680 81.2, 65/400 body, “Expla…”, 292.5 on 915.8 above 28
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "discussion": """
label 120 105.2 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.3, step 1
question 120 178 1680 65, 52/600 body, “How m…”, 257.4 on 227.4, step 1
answer 120 380.2 1680 475, 400/800 label, “All”, 660 on 735.2 above 24, step 1, leading 0.9
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 833 on 1019.8
""",
    "answer in two parts": """
label 120 105.2 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.3, step 1
question 120 178 1680 65, 52/600 body, “How m…”, 257.4 on 227.4, step 1
answer 120 289.3 1680 475, 400/800 label, “All”, 660 on 644.3 above 24, step 1, leading 0.9
answer 120 797.6 1680 101.2, 81/500 ink, “Nobod…”, 810 on 874.6 above 36, step 1
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 833 on 1019.8
""",
    "long discussion": """
label 120 105.2 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.3
question 120 178 1680 641.2, 57/600 ink, “Somet…” ×9, 1630.2 on 232.2 →, 1473.5 on 802.1 →
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 833 on 1019.8

continued 120 106.5 324 45, 36/400 muted, “Made …”, 324 on 140.7
question 120 178 1680 641.2, 57/600 ink, “Somet…” ×9, 1630.2 on 232.2 →, 1473.5 on 802.1 →
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 833 on 1019.8

box 120 654.2 1680 217, panel, radius 18, step 1
continued 120 106.5 324 45, 36/400 muted, “Made …”, 324 on 140.7
question 120 178 1680 356.2, 57/600 ink, “Somet…” ×5, 1630.2 on 232.2 →, 846.5 on 517.1
answer 180 700.2 1560 125, 50/600 ink, “Few k…”, 1457.5 on 747.8 above 64 →, 1512.5 on 810.2, step 1
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 833 on 1019.8
""",
    "vote": """
dot 120 250.9 75.6 75.6, ink, step 1
tick 120 250.9 75.6 75.6, outline ground 8.3, step 1
label 120 105.2 271.7 47.5, 38/700 label, “Show …”, 271.7 on 141.3, step 1
question 120 178 1680 47.5, 38/500 body, “How m…”, 1102 on 214.1, step 1
label 226 245.5 94 90, 72/600 label, “A”, 39.6 on 313.9 above 20, step 1
answer 320 245.5 1480 90, 72/600 ink, “6”, 39.6 on 313.9 above 20, step 1
answer 120 355.5 1680 55, 44/500 body, “Said …”, 220 on 397.3 above 20, step 1
lower 0 450.5 1920 629.5
box 0 450.5 1920 4, line
text 120 490.5 209 47.5, 38/700 label, “The r…”, 209 on 526.6
number 120 475.2 396 450, 360/800 label, “16”, 396 on 817.2
statement 596 558 1204 190, 76/600 ink, “Staff…”, 919.6 on 630.2 →, 585.2 on 725.2
note 596 776 1204 55, 44/400 body, “A cou…”, 176 on 817.8 above 28
source 120 987.5 1380 42.5, 34/400 muted, “The q…”, 663 on 1019.8
""",
    "vote on words": """
dot 120 378.3 75.6 75.6, ink, step 1
tick 120 378.3 75.6 75.6, outline ground 8.3, step 1
label 120 105.2 271.7 47.5, 38/700 label, “Show …”, 271.7 on 141.3, step 1
question 120 178 1680 65, 52/600 body, “How m…”, 1658.8 on 227.4, step 1
label 226 372.9 94 90, 72/600 label, “A”, 39.6 on 441.3 above 56, step 1
answer 320 372.9 1480 90, 72/600 ink, “Speak…”, 990 on 441.3 above 56, step 1
answer 120 572.8 1680 75, 60/500 ink, “Nobod…”, 720 on 629.8 above 36, step 1
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 374 on 1019.8
""",
    "vote on a quote": """
dot 120 250.9 75.6 75.6, ink, step 1
tick 120 250.9 75.6 75.6, outline ground 8.3, step 1
label 120 105.2 271.7 47.5, 38/700 label, “Show …”, 271.7 on 141.3, step 1
question 120 178 1680 47.5, 38/500 body, “How m…”, 1102 on 214.1, step 1
label 226 245.5 94 90, 72/600 label, “A”, 39.6 on 313.9 above 20, step 1
answer 320 245.5 1480 90, 72/600 ink, “Speak…”, 990 on 313.9 above 20, step 1
lower 0 375.5 1920 704.5
box 0 375.5 1920 4, line
box 866.9 493.7 640.2 102.8, mark
box 120 614.9 640.2 102.8, mark
text 120 415.5 397.1 47.5, 38/700 label, “The s…”, 397.1 on 451.6
quote 66.7 483 1733.3 242.5, 97/600 ink, ““Firs…”, 1440.5 on 575.1 →, 746.9 on 696.4
speaker 120 757.5 1680 55, 44/700 ink, “A. Sp…”, 242 on 799.3 above 32
source 120 987.5 1380 42.5, 34/400 muted, “The q…”, 663 on 1019.8
""",
    "sources": """
box 1613.1 98.8 186.9 60.5, outline body 3, radius 30.25
box 120 306.9 1680 3, line
tag 1641.1 107.8 130.9 42.5, 34/700 body, “Made …”, 130.9 on 140.1
title 120 96 1420 130.9, 108/700 ink, “Sourc…”, 415.8 on 194.5, leading 0.94
source_use 120 334.9 560 75.6, 40/400 muted, “All w…”, 180 on 398.5 above 56
source_title 720 334.9 1080 101.2, 81/600 ink, “A rep…”, 356.4 on 411.8 above 56
source_detail 720 444.1 1080 55, 44/400 muted, “Its a…”, 242 on 485.9 above 8
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "bars": """
box 349 305 1341.6 118, bar
box 349 452 216.8 118, quiet_bar
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 858 on 245.1 above 18
text 120 329 197 70, 56/700 ink, “Bravo”, 154 on 382.2, at right
text 1718.6 317.7 81.4 92.5, 74/700 ink, “99”, 81.4 on 388
text 120 476.2 197 70, 56/400 ink, “Alpha”, 140 on 529.5, at right
text 593.8 465 81.4 92.5, 74/700 ink, “16”, 81.4 on 535.3
text 699.2 481.2 264 60, 48/400 muted, “provi…”, 264 on 526.9
text 120 623.6 197 70, 56/400 ink, “Charl…”, 196 on 676.8, at right
text 349 612.3 40.7 92.5, 74/700 ink, “0”, 40.7 on 682.6
text 120 770.9 197 70, 56/400 ink, “Delta”, 140 on 824.1, at right
text 349 770.9 336 70, 56/400 muted, “confi…”, 336 on 824.1
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8
""",
    "guess": """
box 289 379.6 4 499.9, muted
box 293 405 225.9 200, quiet_bar
box 293 655 1397.6 200, bar
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, step 1, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 858 on 245.1 above 18, step 1
text 120 469.6 141 70, 56/400 ink, “Alpha”, 140 on 522.8, at right
text 546.9 458.3 81.4 92.5, 74/700 ink, “16”, 81.4 on 528.6
text 652.3 474.6 264 60, 48/400 muted, “provi…”, 264 on 520.2
text 120 719.5 141 70, 56/400 ink, “Bravo”, 140 on 772.7, at right
text 1718.6 708.3 81.4 92.5, 74/700 ink, “99”, 81.4 on 778.6
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5, step 1
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8, step 1
""",
    "no figures": """
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 726 on 245.1 above 18
body 120 278.3 1680 55, 44/400 body, “There…”, 638 on 320.1 above 20
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8
""",
    "shares": """
box 307 363 1135 106, panel
box 307 496 1135 106, panel
box 307 628 1135 106, panel
box 307 760 1135 106, panel
box 307 363 1123.6 106, bar
box 307 496 681 106, quiet_bar
box 867.5 350.3 14 529.2, ground
box 872.5 350.3 4 529.2, ink
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 924 on 245.1 above 18
text 297 290.3 20 50, 40/400 muted, “0”, 20 on 328.3
text 841.5 290.3 66 50, 40/700 ink, “50%”, 66 on 328.3
text 1402 290.3 80 50, 40/400 muted, “100%”, 80 on 328.3
text 120 389 155 55, 44/700 ink, “Bravo”, 121 on 430.8, at right
text 1727.4 389 72.6 55, 44/700 ink, “99%”, 72.6 on 430.8, at right
text 120 521.2 155 55, 44/400 ink, “Alpha”, 110 on 563, at right
text 1470 521.2 330 55, 44/400 ink, “60% p…”, 330 on 563 lead 3, at right
text 120 653.6 155 55, 44/400 ink, “Charl…”, 154 on 695.4, at right
text 1751.6 653.6 48.4 55, 44/700 ink, “0%”, 48.4 on 695.4, at right
text 120 785.9 155 55, 44/400 ink, “Delta”, 110 on 827.6, at right
text 1602 792.7 198 41.2, 33/400 muted, “confi…”, 198 on 824.1, at right
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8
""",
    "guess of shares": """
box 307 451 1135 88, panel
box 307 561 1135 88, panel
box 307 671 1135 88, panel
box 307 781 1135 88, panel
box 307 451 681 88, quiet_bar
box 307 561 1123.6 88, bar
box 867.5 439.6 14 439.9, ground
box 872.5 439.6 4 439.9, ink
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, step 1, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 924 on 245.1 above 18, step 1
text 297 379.6 20 50, 40/400 muted, “0”, 20 on 417.6
text 841.5 379.6 66 50, 40/700 ink, “50%”, 66 on 417.6
text 1402 379.6 80 50, 40/400 muted, “100%”, 80 on 417.6
text 120 467.1 155 55, 44/400 ink, “Alpha”, 110 on 508.9, at right
text 1470 467.1 330 55, 44/400 ink, “60% p…”, 330 on 508.9 lead 3, at right
text 120 577.1 155 55, 44/400 ink, “Bravo”, 110 on 618.9, at right
text 1727.4 577.1 72.6 55, 44/700 ink, “99%”, 72.6 on 618.9, at right
text 120 687 155 55, 44/400 ink, “Charl…”, 154 on 728.8, at right
text 1751.6 687 48.4 55, 44/700 ink, “0%”, 48.4 on 728.8, at right
text 120 797 155 55, 44/400 ink, “Delta”, 110 on 838.8, at right
text 1602 803.9 198 41.2, 33/400 muted, “confi…”, 198 on 835.2, at right
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5, step 1
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8, step 1
""",
    "long quote": """
speaker 120 114.7 125.4 47.5, 38/700 label, “A name”, 125.4 on 150.8
speaker_role 277.4 114.7 114 47.5, 38/400 muted, “A role”, 114 on 150.8
quote 77.1 187.4 1722.9 390, 78/600 dimmed, ““Few …” ×4, 1458.6 on 261.5 →, 1072.5 on 554, step 1
quote 120 636.9 1680 292.5, 78/600 ink, “Few k…” ×3, 1673.1 on 711 above 36 →, 1673.1 on 906, step 1
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "others": """
box 1613.1 98.8 186.9 60.5, outline body 3, radius 30.25
tag 1641.1 107.8 130.9 42.5, 34/700 body, “Made …”, 130.9 on 140.1
number 120 176.8 960 645.2, 580/800 ink, “99”, 638 on 648.1, leading 0.78
statement 120 803.5 1680 121.2, 97/600 ink, “were …”, 640.2 on 895.6 above 24
other_figure 980 197.1 99 225, 180/800 muted, “7”, 99 on 368.1
other_force 1222 307.3 140.8 80, 64/600 muted, “Kent”, 140.8 on 368.1
other_figure 980 477.1 198 225, 180/800 muted, “50”, 198 on 648.1
other_force 1222 587.3 176 80, 64/600 muted, “Essex”, 176 on 648.1
""",
    "unclear list": """
box 0 0 28 1080, concern
box 298.3 98.8 317.8 60.5, outline body 3, radius 30.25
box 883.8 300.4 4 579.1, concern
label 120 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
tag 326.3 107.8 261.8 42.5, 34/700 body, “Sourc…”, 261.8 on 140.1
title 120 178 1680 79.2, 64/700 ink, “Uncle…”, 246.4 on 238, leading 0.98
excerpt 96 300.4 741.8 60, 48/400 body, ““Few …”, 264 on 346 above 24
excerpt 96 384.4 741.8 60, 48/400 body, ““Few …”, 288 on 430 above 24
excerpt 885.7 300.4 914.3 141.2, 113/600 ink, ““All …”, 621.5 on 407.8
caution 120 923.5 1680 50, 40/400 body, “Care”, 80 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “Sourc…”, 408 on 1019.8
""",
    "heading that shrinks": """
box 308 594 1382.6 200, bar
title 120 96 1680 326.9, 69/700 ink, “Somet…” ×4, 1593.9 on 159 →, 1631.9 on 402.2, leading 0.94
subtitle 120 438.3 1680 55, 44/400 muted, “Made-…”, 858 on 480.1 above 18
text 120 659 156 70, 56/700 ink, “Bravo”, 154 on 712.2, at right
text 1718.6 647.7 81.4 92.5, 74/700 ink, “99”, 81.4 on 718
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8
""",
    "long heading of bars": """
title 120 96 1680 732.3, 69/700 ink, “Somet…” ×9, 1593.9 on 159 →, 1593.9 on 807.6 →, leading 0.94
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8

continued 120 106.5 1674 45, 36/400 muted, “Somet…”, 1674 on 140.7
title 120 178 1680 570.1, 69/700 ink, “or tw…” ×7, 1669.8 on 241 →, 1631.9 on 727.4, leading 0.94
subtitle 120 794 1680 55, 44/400 muted, “Made-…”, 858 on 835.8 above 18
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8

box 308 386 1382.6 200, bar
continued 120 106.5 1674 45, 36/400 muted, “Somet…”, 1674 on 140.7
text 120 450.6 156 70, 56/700 ink, “Bravo”, 154 on 503.8, at right
text 1718.6 439.4 81.4 92.5, 74/700 ink, “99”, 81.4 on 509.7
note 120 923.5 1680 50, 40/400 body, “Count…”, 360 on 961.5
source 120 987.5 1380 42.5, 34/400 muted, “The M…”, 612 on 1019.8
""",
}


ASKED = {
    "vote": """
box 120 346 1680 2, line
box 120 516 1680 2, line
arc 1635 96 165 165, outline bar 10.1
label 120 105.2 271.7 47.5, 38/700 label, “Show …”, 271.7 on 141.3
question 120 162 1455 160, 64/600 ink, “How m…”, 1408 on 222.8 →, 598.4 on 302.8
label 120 386 94 90, 72/600 label, “A”, 39.6 on 454.4 above 20
option 214 386 1586 90, 72/600 ink, “6”, 39.6 on 454.4 above 20
label 120 556 94 90, 72/600 label, “B”, 39.6 on 624.4 above 20
option 214 556 1586 90, 72/600 ink, “16”, 79.2 on 624.4 above 20
text 1665.1 148.7 104.9 59.6, 47.6667/800 ink, “4:00”, 104.9 on 194
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 374 on 1019.8
""",
    "guess": """
box 293 405 1507 200, panel, outline quiet_bar 4, radius 8
box 293 655 1507 200, panel, outline quiet_bar 4, radius 8
title 120 96 1680 181.4, 76/700 ink, “Made-…”, 1421.2 on 165.3 →, 710.6 on 254.7, leading 0.94
label 120 292.6 1680 55, 44/700 label, “Guess…”, 508.2 on 334.4 above 18
text 120 469.6 141 70, 56/400 ink, “Alpha”, 140 on 522.8, at right
text 120 719.5 141 70, 56/400 ink, “Bravo”, 140 on 772.7, at right
""",
    "guess of shares": """
box 307 451 1135 88, panel, outline quiet_bar 4, radius 8
box 307 561 1135 88, panel, outline quiet_bar 4, radius 8
box 307 671 1135 88, panel, outline quiet_bar 4, radius 8
box 307 781 1135 88, panel, outline quiet_bar 4, radius 8
title 120 96 1680 181.4, 76/700 ink, “Made-…”, 1546.6 on 165.3 →, 710.6 on 254.7, leading 0.94
label 120 292.6 1680 55, 44/700 label, “Guess…”, 508.2 on 334.4 above 18
text 297 379.6 20 50, 40/400 muted, “0”, 20 on 417.6
text 841.5 379.6 66 50, 40/700 ink, “50%”, 66 on 417.6
text 1402 379.6 80 50, 40/400 muted, “100%”, 80 on 417.6
text 120 467.1 155 55, 44/400 ink, “Alpha”, 110 on 508.9, at right
text 120 577.1 155 55, 44/400 ink, “Bravo”, 110 on 618.9, at right
text 120 687 155 55, 44/400 ink, “Charl…”, 154 on 728.8, at right
text 120 797 155 55, 44/400 ink, “Delta”, 110 on 838.8, at right
""",
}
"""What is asked before the result."""


@pytest.mark.parametrize("name", SLIDES)
def test_everything_is_at_its_position(name: str) -> None:
    pages = lay_out(SLIDES[name], FixedMeasurer())
    assert "\n\n".join(map(outline, pages)) == EXPECTED[name].strip()


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_is_at_its_position(name: str) -> None:
    (page,) = lay_out(SLIDES[name], FixedMeasurer())
    assert outline(page.shown_at(0)) == ASKED[name].strip()


@pytest.mark.parametrize(
    ("has_clock", "time"),
    [
        (
            True,
            """
arc 1440 300 360 360, outline bar 22
text 1505.6 415 228.8 130, 104/800 ink, “4:00”, 228.8 on 513.8
""",
        ),
        (
            False,
            "planned_time 1440 440 360 80, 64/800 label, “4 min…”, 316.8 on 500.8",
        ),
    ],
)
def test_question_is_at_its_position_with_its_time(*, has_clock: bool, time: str) -> None:
    (page,) = lay_out(SLIDES["discussion"], FixedMeasurer(), has_clock=has_clock)
    expected = f"""
label 120 360 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 396.1
question 120 432.7 1230 128.8, 103/600 ink, “How m…”, 509.9 on 530.6
{time.strip()}
source 120 987.5 1380 42.5, 34/400 muted, “Not p…”, 833 on 1019.8
"""
    shown = outline(page.shown_at(0)).splitlines()
    assert sorted(shown) == sorted(expected.strip().splitlines())


def test_time_fits_into_a_smaller_ring() -> None:
    ring = Rect(10, 20, 90, 90)
    assert (
        outline(countdown(6000, FixedMeasurer(), ring, has_clock=True))
        == """
arc 10 20 90 90, outline bar 5.5
text 23.8 53.2 62.5 23.7, 18.9394/800 ink, “100:00”, 62.5 on 71.2
""".strip()
    )
    assert [paused_style(Rect(0, 0, width, width)).size for width in (90, 270, 360)] == [28, 33, 44]


@pytest.mark.parametrize(
    ("seconds", "words"), [(60, "1 minute"), (90, "90 seconds"), (120, "2 minutes")]
)
def test_planned_time_is_in_minutes_if_it_consists_of_them(seconds: int, words: str) -> None:
    ring = Rect(0, 0, 360, 360)
    block = countdown(seconds, FixedMeasurer(), ring, has_clock=False)
    assert block.texts[0].text.strip() == words


@pytest.mark.parametrize(
    ("face", "arcs"),
    [
        (CountdownFace(1.0, "4:00", is_over=False), [(Colour.BAR, 1.0)]),
        (CountdownFace(0.75, "3:00", is_over=False), [(Colour.TRACK, 1.0), (Colour.BAR, 0.75)]),
        (CountdownFace(0.0, "+0:01", is_over=True), [(Colour.CAUTION, 1.0)]),
    ],
)
def test_ring_of_a_countdown_shows_what_is_left(
    face: CountdownFace, arcs: list[tuple[Colour, float]]
) -> None:
    rings = countdown_ring(face, Rect(1, 2, 360, 360))
    assert [(ring.outline, ring.share) for ring in rings] == arcs
    assert {(ring.rect, ring.thickness) for ring in rings} == {((1, 2, 360, 360), 22)}


@pytest.mark.parametrize(
    ("face", "line"),
    [
        (
            CountdownFace(0.75, "3:00", is_over=False, action=CountdownAction.CONTINUE),
            (Colour.INK, 0.75),
        ),
        (
            CountdownFace(0.0, "+0:01", is_over=True, action=CountdownAction.CONTINUE),
            (Colour.CAUTION, 1.0),
        ),
    ],
)
def test_ring_of_a_paused_countdown_is_a_thin_line(
    face: CountdownFace, line: tuple[Colour, float]
) -> None:
    track, ring = countdown_ring(face, Rect(0, 0, 180, 180))  # half as large
    assert (track.outline, track.share, track.rect, track.thickness) == (
        *(Colour.TRACK, 1.0),
        *(Rect(0, 0, 180, 180), 11),
    )
    assert (ring.outline, ring.share, ring.rect, ring.thickness) == (
        *line,
        *(Rect(4, 4, 172, 172), 3),
    )


@pytest.mark.parametrize(
    ("kind", "role", "smallest"),
    [
        (SlideKind.TITLE, Role.TITLE, 64),
        (SlideKind.TITLE, Role.SUBTITLE, 44),
        (SlideKind.TITLE, Role.SOURCE_DETAIL, 32),
        (SlideKind.TEXT, Role.TITLE, 64),
        (SlideKind.TEXT, Role.BODY, 44),
        (SlideKind.TEXT, Role.STATEMENT, 60),
        (SlideKind.FINDING, Role.EXCERPT, 56),
        (SlideKind.FINDING, Role.NOTE, 44),
        (SlideKind.FINDING, Role.CAUTION, 44),
        (SlideKind.FINDING, Role.BODY, 44),
        (SlideKind.QUOTE, Role.TITLE, 64),
        (SlideKind.QUOTE, Role.QUOTE, 56),
        (SlideKind.QUOTE, Role.SPEAKER, 44),
        (SlideKind.QUOTE, Role.SPEAKER_ROLE, 36),
        (SlideKind.NUMBER, Role.STATEMENT, 52),
        (SlideKind.NUMBER, Role.BODY, 44),
        (SlideKind.CHART, Role.TITLE, 64),
        (SlideKind.CHART, Role.SUBTITLE, 44),
        (SlideKind.CHART, Role.BODY, 44),
        (SlideKind.DISCUSSION, Role.QUESTION, 52),
        (SlideKind.DISCUSSION, Role.ANSWER, 48),
        (SlideKind.SOURCES, Role.SOURCE_USE, 40),
        (SlideKind.SOURCES, Role.SOURCE_TITLE, 44),
        (SlideKind.SOURCES, Role.SOURCE_DETAIL, 36),
    ],
)
def test_very_long_texts_have_the_size_that_the_back_row_can_read(
    kind: SlideKind, role: Role, smallest: int
) -> None:
    slide = Slide("key", kind, "Name", (SlideText(role, "x" * 3001),))
    texts = (text for page in lay_out(slide, FixedMeasurer()) for text in page.texts)
    assert {text.style.size for text in texts if text.role is role} == {smallest}
