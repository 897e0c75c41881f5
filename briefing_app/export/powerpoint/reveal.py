"""The animation that shows the bars of a chart one by one, with a click each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

_SPACES: Final = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:p159="http://schemas.microsoft.com/office/powerpoint/2015/09/main"'
)
_AT_ONCE: Final = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'
_ALL_SERIES: Final = -4  # PowerPoint's value for it


def reveal_bars(chart: int, categories: Iterable[int], title: int | None) -> str:
    """Return an animation: a chart's names come first, and then each bar with its figure.

    LibreOffice and PowerPoint before 2019 show the complete chart, because they ignore `mc:Choice`.
    LibreOffice does not support steps within a chart: it would show all of it at the first click
    and nothing at the others.

    Chart and title are ids of shapes; the title, if any, comes with the last bar. The categories
    are the indexes of those that have a bar, at least one.
    """
    bar = (
        f'<p:spTgt spid="{chart}"><p:graphicEl><a:chart seriesIdx="{_ALL_SERIES}" '
        'categoryIdx="%d" bldStep="category"/></p:graphicEl></p:spTgt>'
    )
    clicks = [[bar % category] for category in categories]
    builds = ""
    if title is not None:
        clicks[-1].append(f'<p:spTgt spid="{title}"/>')
        builds = f'<p:bldP spid="{title}" grpId="0"/>'
    ids = count(3)
    shown = "".join(_click(ids, targets) for targets in clicks)
    return (
        f'<mc:AlternateContent {_SPACES}><mc:Choice Requires="p159">'
        "<p:timing><p:tnLst><p:par>"
        '<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" '
        f'nodeType="mainSeq"><p:childTnLst>{shown}</p:childTnLst></p:cTn>'
        f"<p:prevCondLst>{_on('onPrev')}</p:prevCondLst>"
        f"<p:nextCondLst>{_on('onNext')}</p:nextCondLst></p:seq>"
        f"</p:childTnLst></p:cTn></p:par></p:tnLst><p:bldLst>{builds}"
        f'<p:bldGraphic spid="{chart}" grpId="0"><p:bldSub>'
        # The names are visible from the start, because they are not part of a bar.
        '<a:bldChart bld="category" animBg="0"/>'
        "</p:bldSub></p:bldGraphic></p:bldLst></p:timing>"
        "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def _on(event: str) -> str:
    return f'<p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'


def _click(ids: Iterator[int], targets: Sequence[str]) -> str:
    """Return PowerPoint's effect “Appear” for what appears at one click."""
    outer, inner = next(ids), next(ids)
    effects = ""
    for target in targets:
        kind = "withEffect" if effects else "clickEffect"
        effects += (
            f'<p:par><p:cTn id="{next(ids)}" presetID="1" presetClass="entr" presetSubtype="0" '
            f'fill="hold" grpId="0" nodeType="{kind}">{_AT_ONCE}<p:childTnLst>'
            f'<p:set><p:cBhvr><p:cTn id="{next(ids)}" dur="1" fill="hold">{_AT_ONCE}</p:cTn>'
            f"<p:tgtEl>{target}</p:tgtEl>"
            "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
            '<p:to><p:strVal val="visible"/></p:to></p:set>'
            "</p:childTnLst></p:cTn></p:par>"
        )
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold">'
        '<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold">{_AT_ONCE}<p:childTnLst>{effects}'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )
