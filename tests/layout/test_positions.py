"""Tests of where everything is on small sample pages, as `outline` describes it.

With the letters of `FixedMeasurer`, positions can be calculated by hand. The title of the finding,
for example, has 80 × 1.35 = 108 pixels, and its line is 108 × 1.25 × 0.94 = 126.9 pixels high. It
starts below the labels: at 96 + 47.5 + 2 × 9 + 24 = 185.5.
"""

from dataclasses import replace

import pytest

from briefing_app.layout.page import Rect
from briefing_app.layout.slide import countdown_ring, lay_out, logo_plate
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import ChartView, bar_chart
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import slide_for_chart
from briefing_app.model.slides import Pair, Role, Slide, SlideText, with_said
from briefing_app.model.slideshow.time import CountdownFace
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline
from tests.layout.page_samples import SENTENCE, sample_chart_slide, sample_slide
from tests.sample_measures import make_measure

KINDS = ((FindingKind.CONCERN, 6), (FindingKind.NEXT_STEP, 2))
PAIR = Pair(FindingKind.CONCERN, "They wait", FindingKind.GOOD_PRACTICE, "They are called")
ROWS = (
    ("Alpha", 16, "p"),
    ("Bravo", 99, ""),
    ("Charlie", 0, ""),
    ("Delta", None, "c"),
)


def change_slide() -> Slide:
    """Return a chart in which figures rise, fall and stay, and one is missing."""
    earlier = make_measure((("A", 10, ""), ("B", 30, ""), ("C", 20, ""), ("D", 5, "")))
    later = make_measure(
        (("A", 40, ""), ("B", 10, ""), ("C", 20, ""), ("D", None, "c")), periods=("2017",)
    )
    measure = replace(earlier, figures=(*earlier.figures, *later.figures))
    return slide_for_chart(bar_chart(measure, view=ChartView("2017", "2016")), "change")


SLIDES = {
    "title": replace(sample_slide(SlideKind.TITLE, ["A title", "More"]), kind_counts=KINDS),
    "text": sample_slide(SlideKind.TEXT, ["A title", "A paragraph.\nAnother."]),
    "message": sample_slide(SlideKind.TEXT, ["Message", "In short. And then more."]),
    "finding": sample_slide(SlideKind.FINDING, ["Title", "“Words”", "Page 4", "Care", "Ours"]),
    "quote": sample_slide(SlideKind.QUOTE, ["“Words”", "A name", "A role"]),
    "number": sample_slide(SlideKind.NUMBER, ["99", "of 100", "Explained"]),
    "discussion": replace(sample_slide(SlideKind.DISCUSSION, ["How many?", "All"]), minutes=4),
    "said": with_said(sample_slide(SlideKind.DISCUSSION, ["How many?", "All"]), ["Ten", "Five"]),
    "long question": with_said(sample_slide(SlideKind.DISCUSSION, [SENTENCE * 4, "All"]), ["Ten"]),
    "sources": sample_slide(SlideKind.SOURCES, ["Sources", "A report", "Its address"]),
    "then and now": Slide(
        "key",
        SlideKind.TEXT,
        "Then and now",
        (SlideText(Role.TITLE, "Then and now"),),
        pairs=(PAIR,),
        columns=("2021", "2023"),
    ),
    "bars": sample_chart_slide(ROWS),
    "guess": sample_chart_slide(ROWS[:2], reveal=Reveal.GUESS),
    "change": change_slide(),
    "long quote": sample_slide(SlideKind.QUOTE, ["“" + SENTENCE * 20, "A name", "A role"]),
    "long finding": sample_slide(SlideKind.FINDING, ["Headline", SENTENCE * 16, "Page 4"]),
    "heading that shrinks": sample_chart_slide(ROWS[1:2], message=SENTENCE * 3),
    "long heading of bars": sample_chart_slide(ROWS[1:2], message=SENTENCE * 12),
}
EXPECTED = {
    "title": """
box 0 1052 1440 28, concern
box 1440 1052 480 28, next_step
title 120 280.3 1440 192.3, 157/800 ink, “A tit…”, 604.5 on 425.5, leading 0.96
subtitle 120 564.7 1440 81.2, 65/400 muted, “More”, 130 on 626.4 above 40
source_detail 120 729.9 1440 63.8, 51/400 muted, “Sourc…”, 612 on 778.4 above 28
source 120 964.5 1380 37.5, 30/400 muted, “6 con…”, 375 on 993
""",
    "text": """
title 120 250.8 1680 130.9, 108/700 ink, “A tit…”, 415.8 on 349.4, leading 0.94
body 120 477.7 1680 234.5, 81/400 ink, “A par…”, 486 on 554.7 above 44, 324 on 687.9 above 32
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "message": """
label 120 265.7 146.3 47.5, 38/700 label, “Messa…”, 146.3 on 301.8
statement 120 346.2 1680 159.2, 130/700 ink, “In sh…”, 643.5 on 466.5, leading 0.96
body 120 602.2 1680 101.2, 81/400 ink, “And t…”, 567 on 679.2 above 44
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "finding": """
box 0 0 28 1080, concern
box 302.3 96 352.6 65.5, caution_tag, outline caution 3, radius 32.75
box 120 376.8 1680 258.2, panel, radius 18
label 120 105 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.1
tag 332.3 105 292.6 47.5, 38/700 caution, “Sourc…”, 292.6 on 141.1
title 120 185.5 1680 130.9, 108/700 ink, “Title”, 297 on 284.1, leading 0.94
excerpt 180 422.8 1560 101.2, 81/500 ink, ““Word…”, 283.5 on 499.8 above 56
excerpt_source 180 544.1 1560 45, 36/400 muted, “Page 4”, 108 on 578.3 above 20
caution 120 687.5 1680 81.2, 65/400 body, “Care”, 130 on 749.2 above 44
body 120 821.2 1680 81.2, 65/400 body, “Ours”, 130 on 882.9 above 44
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "quote": """
mark 101 191.2 256 172, 496/800 mark, ““”, 256 on 522.2 →
quote 240 387.2 1560 135, 108/500 ink, “Words””, 324 on 489.8
speaker 240 630.2 1560 57.5, 46/700 ink, “A name”, 151.8 on 673.9 above 52
speaker_role 240 751.7 1560 50, 40/400 muted, “A role”, 120 on 789.7 above 8
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "number": """
number 120 102.1 1680 625.4, 538/800 ink, “99”, 591.8 on 566.2, leading 0.86
statement 120 712.1 1680 112.5, 90/600 ink, “of 100”, 297 on 797.6 above 24
body 120 860.3 1680 75, 60/400 body, “Expla…”, 270 on 917.3 above 28
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "discussion": """
box 120 561 1230 193.2, panel, radius 18, step 1
arc 1440 300 360 360, outline bar 22
label 120 231.8 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 267.9
question 120 312.3 1230 128.7, 103/600 ink, “How m…”, 509.9 on 410.1
answer 180 607 1110 101.2, 81/600 ink, “All”, 133.7 on 684 above 64, step 1
text 1505.6 415 228.8 130, 104/800 ink, “4:00”, 228.8 on 513.8
source 120 992.5 1380 37.5, 30/400 muted, “Not p…”, 735 on 1021
""",
    "said": """
box 120 777.5 1680 167, panel, radius 18, step 1
label 120 105 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.1
question 120 185.5 1680 95, 76/600 ink, “How m…”, 376.2 on 257.7
said 120 308.5 1680 60, 48/400 ink, “– Ten”, 120 on 354.1 above 28
said 120 396.5 1680 60, 48/400 ink, “– Five”, 144 on 442.1 above 28
answer 180 823.5 1560 75, 60/600 ink, “All”, 99 on 880.5 above 64, step 1
source 120 992.5 1380 37.5, 30/400 muted, “Not p…”, 735 on 1021
""",
    "long question": """
box 120 792.5 1680 152, panel, radius 18, step 1
label 120 105 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.1
question 120 185.5 1680 260, 52/600 ink, “Somet…” ×4, 1630.2 on 234.9 →, 1630.2 on 429.9
said 120 473.5 1680 55, 44/400 ink, “– Ten”, 110 on 515.3 above 28
answer 180 838.5 1560 60, 48/600 ink, “All”, 79.2 on 884.1 above 64, step 1
source 120 992.5 1380 37.5, 30/400 muted, “Not p…”, 735 on 1021
""",
    "sources": """
title 120 224.4 1680 130.9, 108/700 ink, “Sourc…”, 415.8 on 322.9, leading 0.94
source_title 120 455.3 1680 77.5, 62/600 ink, “A rep…”, 272.8 on 514.2 above 48
source_detail 120 596.8 1680 50, 40/400 muted, “Its a…”, 220 on 634.8 above 8
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "then and now": """
box 120 583.2 1680 3, line
title 120 241.8 1680 130.9, 108/700 ink, “Then …”, 712.8 on 340.4, leading 0.94
column 120 448.7 780 52.5, 42/400 muted, “2021”, 84 on 488.6 above 24
column 1020 448.7 780 52.5, 42/400 muted, “2023”, 84 on 488.6 above 24
text 120 609.2 780 37.5, 30/700 concern, “Conce…”, 115.5 on 637.7 above 52
text 900 609.2 120 37.5, 30/700 ink, “”, 0 on 637.7 above 52
text 1020 609.2 780 37.5, 30/700 good, “Good …”, 214.5 on 637.7 above 52
earlier 120 646.7 780 77.5, 62/400 ink, “They …”, 279 on 705.6
text 920 646.7 120 77.5, 62/400 muted, “—›”, 93 on 705.6
later 1020 646.7 780 77.5, 62/600 ink, “They …”, 511.5 on 705.6
""",
    "bars": """
box 349 307 1341.6 131, bar
box 349 470 216.8 131, quiet_bar
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 858 on 245.1 above 18
text 120 337.1 197 70, 56/700 ink, “Bravo”, 154 on 390.3, at right
text 1718.6 325.8 81.4 92.5, 74/700 ink, “99”, 81.4 on 396.1
text 120 500.6 197 70, 56/400 ink, “Alpha”, 140 on 553.8, at right
text 593.8 489.4 81.4 92.5, 74/700 ink, “16”, 81.4 on 559.7
text 699.2 505.6 264 60, 48/400 muted, “provi…”, 264 on 551.2
text 120 664.2 197 70, 56/400 ink, “Charl…”, 196 on 717.4, at right
text 349 652.9 40.7 92.5, 74/700 ink, “0”, 40.7 on 723.2
text 120 827.7 197 70, 56/400 ink, “Delta”, 140 on 880.9, at right
text 349 827.7 336 70, 56/400 muted, “confi…”, 336 on 880.9
source 120 992.5 1380 37.5, 30/400 muted, “Note:…”, 1035 on 1021 lead 5
""",
    "guess": """
box 289 336 4 540, quiet_bar
box 293 371 225.9 200, quiet_bar
box 293 641 1397.6 200, bar
title 120 96 1680 92.2, 76/700 ink, “Bravo…”, 1254 on 165.3, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Made-…”, 858 on 245.1 above 18
text 120 436 141 70, 56/400 ink, “Alpha”, 140 on 489.2, at right
text 546.9 424.7 81.4 92.5, 74/700 ink, “16”, 81.4 on 495
text 652.3 441 264 60, 48/400 muted, “provi…”, 264 on 486.6
text 120 706 141 70, 56/400 ink, “Bravo”, 140 on 759.2, at right
text 1718.6 694.7 81.4 92.5, 74/700 ink, “99”, 81.4 on 765
source 120 992.5 1380 37.5, 30/400 muted, “Note:…”, 1035 on 1021 lead 5
""",
    "change": """
dot 120 302.4 30.8 30.8, ground, outline quiet_bar 4.9
dot 300.4 302.4 30.8 30.8, bar
box 615.4 419.4 909.1 9.7, track
dot 593.4 402.3 44 44, ground, outline quiet_bar 7
dot 1502.6 402.3 44 44, bar
box 918.5 557.3 0 9.7, track
dot 896.5 540.2 44 44, ground, outline quiet_bar 7
dot 896.5 540.2 44 44, bar
box 615.4 695.3 606.1 9.7, track
dot 1199.5 678.1 44 44, ground, outline quiet_bar 7
dot 593.4 678.1 44 44, bar
dot 441.9 816 44 44, ground, outline quiet_bar 7
title 120 96 1680 92.2, 76/700 ink, “Made-…”, 710.6 on 165.3, leading 0.94
subtitle 120 203.3 1680 55, 44/400 muted, “Thing…”, 638 on 245.1 above 18
text 163.1 290.3 88 55, 44/400 muted, “2016”, 88 on 332.1
text 343.5 290.3 88 55, 44/400 muted, “2017”, 88 on 332.1
text 120 389.3 29 70, 56/400 ink, “A”, 28 on 442.5, at right
text 505.4 378 74 92.5, 74/400 muted, “10”, 74 on 448.3, at right
text 1560.6 378 81.4 92.5, 74/700 ink, “40”, 81.4 on 448.3
text 1680 394.3 120 60, 48/400 bar, “up 30”, 120 on 439.9, at right
text 120 527.2 29 70, 56/400 ink, “C”, 28 on 580.4, at right
text 808.5 515.9 74 92.5, 74/400 muted, “20”, 74 on 586.2, at right
text 954.5 515.9 81.4 92.5, 74/700 ink, “20”, 81.4 on 586.2
text 1584 532.2 216 60, 48/400 bar, “no ch…”, 216 on 577.8, at right
text 120 665.1 29 70, 56/400 ink, “B”, 28 on 718.3, at right
text 1257.5 653.9 74 92.5, 74/400 muted, “30”, 74 on 724.2
text 498 653.9 81.4 92.5, 74/700 ink, “10”, 81.4 on 724.2, at right
text 1632 670.1 168 60, 48/400 bar, “down …”, 168 on 715.7, at right
text 120 803 29 70, 56/400 ink, “D”, 28 on 856.2, at right
text 499.9 791.8 37 92.5, 74/400 muted, “5”, 37 on 862.1
text 1368 808 432 60, 48/400 muted, “2017:…”, 432 on 853.6, at right
source 120 955 1380 75, 30/400 muted, “Note:…”, 1350 on 983.5 lead 5 →, 840 on 1021
""",
    "long quote": """
mark 101 96 256 172, 496/800 mark, ““”, 256 on 427 →
quote 240 292 1560 600, 48/500 ink, “Somet…” ×10, 1368 on 337.6 →, 1368 on 877.6 →
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021

continued 120 105 324 45, 36/400 muted, “Made …”, 324 on 139.2
quote 240 183 1560 600, 48/500 ink, “Somet…” ×10, 1368 on 228.6 →, 1368 on 768.6
speaker 240 835.8 1560 55, 44/700 ink, “A name”, 145.2 on 877.5 above 52
speaker_role 240 899.5 1560 45, 36/400 muted, “A role”, 108 on 933.7 above 8
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "long finding": """
box 0 0 28 1080, concern
box 120 356.2 1680 555.8, panel, radius 18
label 120 105 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.1
title 120 185.5 1680 84.9, 70/700 ink, “Headl…”, 308 on 249.4, leading 0.94
excerpt 180 402.2 1560 463.8, 53/500 ink, “Somet…” ×7, 1510.5 on 452.6 above 56 →, 1510.5 on 850.1 →
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021

box 0 0 28 1080, concern
box 120 185.5 1680 750.8, panel, radius 18
label 120 105 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.1
continued 302.3 105 342 45, 36/400 muted, “Headl…”, 342 on 139.2
excerpt 180 231.5 1560 596.2, 53/500 ink, “Somet…” ×9, 1510.5 on 281.9 →, 1510.5 on 811.9
excerpt_source 180 847.8 1560 42.5, 34/400 muted, “Page 4”, 102 on 880 above 20
source 120 992.5 1380 37.5, 30/400 muted, “Sourc…”, 360 on 1021
""",
    "heading that shrinks": """
box 308 686 1382.6 200, bar
title 120 96 1680 437.5, 74/700 ink, “Somet…” ×5, 1505.9 on 163.5 →, 773.3 on 511.3, leading 0.94
subtitle 120 548.8 1680 55, 44/400 muted, “Made-…”, 858 on 590.5 above 18
text 120 751.2 156 70, 56/700 ink, “Bravo”, 154 on 804.5, at right
text 1718.6 740 81.4 92.5, 74/700 ink, “99”, 81.4 on 810.3
source 120 992.5 1380 37.5, 30/400 muted, “Note:…”, 1035 on 1021 lead 5
""",
    "long heading of bars": """
title 120 96 1680 753.5, 71/700 ink, “Somet…” ×9, 1640.1 on 160.8 →, 1523 on 828.2 →, leading 0.94
source 120 992.5 1380 37.5, 30/400 muted, “Note:…”, 1035 on 1021 lead 5

continued 120 105 1674 45, 36/400 muted, “Somet…”, 1674 on 139.2
title 120 183 1680 670.1, 71/700 ink, “that …” ×8, 1640.1 on 247.8 →, 1249.6 on 831.8, leading 0.94
subtitle 120 878.9 1680 55, 44/400 muted, “Made-…”, 858 on 920.7 above 18
source 120 992.5 1380 37.5, 30/400 muted, “Note:…”, 1035 on 1021 lead 5

box 308 415 1382.6 200, bar
continued 120 105 1674 45, 36/400 muted, “Somet…”, 1674 on 139.2
text 120 479.6 156 70, 56/700 ink, “Bravo”, 154 on 532.8, at right
text 1718.6 468.4 81.4 92.5, 74/700 ink, “99”, 81.4 on 538.6
source 120 992.5 1380 37.5, 30/400 muted, “Note:…”, 1035 on 1021 lead 5
""",
}


@pytest.mark.parametrize("name", SLIDES)
def test_everything_is_at_its_position(name: str) -> None:
    pages = lay_out(SLIDES[name], FixedMeasurer())
    assert "\n\n".join(map(outline, pages)) == EXPECTED[name].strip()


@pytest.mark.parametrize(
    ("ratio", "rect"),
    [
        (1.0, (1620, 96, 180, 180)),
        (2.0, (1620, 96, 180, 106)),
        (0.5, (1694, 96, 106, 180)),
    ],
)
def test_plate_of_a_logo_is_as_large_as_fits_into_the_corner(
    ratio: float, rect: tuple[float, ...]
) -> None:
    plate = logo_plate(ratio)
    assert plate.rect == rect
    assert plate.radius == 16


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
    rings = countdown_ring(face, Rect(1, 2, 30, 30))
    assert [(ring.outline, ring.share) for ring in rings] == arcs
    assert {(ring.rect, ring.thickness) for ring in rings} == {((1, 2, 30, 30), 22)}


@pytest.mark.parametrize(
    ("kind", "role", "smallest"),
    [
        (SlideKind.TITLE, Role.TITLE, 64),
        (SlideKind.TITLE, Role.SUBTITLE, 44),
        (SlideKind.TITLE, Role.SOURCE_DETAIL, 32),
        (SlideKind.TEXT, Role.TITLE, 64),
        (SlideKind.TEXT, Role.BODY, 44),
        (SlideKind.TEXT, Role.STATEMENT, 60),
        (SlideKind.FINDING, Role.EXCERPT, 48),
        (SlideKind.FINDING, Role.EXCERPT_SOURCE, 32),
        (SlideKind.FINDING, Role.CAUTION, 44),
        (SlideKind.FINDING, Role.BODY, 44),
        (SlideKind.QUOTE, Role.TITLE, 64),
        (SlideKind.QUOTE, Role.QUOTE, 48),
        (SlideKind.QUOTE, Role.SPEAKER, 44),
        (SlideKind.QUOTE, Role.SPEAKER_ROLE, 36),
        (SlideKind.NUMBER, Role.STATEMENT, 52),
        (SlideKind.NUMBER, Role.BODY, 44),
        (SlideKind.CHART, Role.TITLE, 64),
        (SlideKind.CHART, Role.SUBTITLE, 44),
        (SlideKind.CHART, Role.BODY, 44),
        (SlideKind.DISCUSSION, Role.QUESTION, 52),
        (SlideKind.DISCUSSION, Role.ANSWER, 48),
        (SlideKind.SOURCES, Role.SOURCE_TITLE, 44),
        (SlideKind.SOURCES, Role.SOURCE_DETAIL, 28),
        (SlideKind.TEXT, Role.COLUMN, 36),
        (SlideKind.TEXT, Role.EARLIER, 44),
        (SlideKind.TEXT, Role.LATER, 44),
    ],
)
def test_very_long_texts_have_the_size_that_the_back_row_can_read(
    kind: SlideKind, role: Role, smallest: int
) -> None:
    slide = Slide("key", kind, "Name", (SlideText(role, "x" * 3001),))
    sizes = {text.style.size for page in lay_out(slide, FixedMeasurer()) for text in page.texts}
    assert smallest in sizes
