"""A briefing with markup in each of its texts."""

from typing import Final

from briefing_app.model.report import Report
from tests.sample_measures import make_measure
from tests.sample_report import NORTH, make_finding, make_quote, make_report

HOSTILE: Final = (
    "<img src=http://127.0.0.1:9/ onerror=hacked=1>'\"--></style></script></title></svg>"
    "<script>hacked=1</script>{{ 7 * 7 }}{% include 'page.html' %}&lt;"
)


def hostile_report() -> Report:
    """Return the briefing."""
    force = NORTH._replace(name=HOSTILE, short_name=HOSTILE)
    measure = make_measure(message=HOSTILE)
    figures = tuple(figure._replace(force=force, period=HOSTILE) for figure in measure.figures[:1])
    finding = make_finding(
        1,
        headline=HOSTILE,
        detail=HOSTILE,
        excerpt=HOSTILE,
        caution=HOSTILE,
        prompt=HOSTILE,
        quotes=(make_quote(1),),
        forces=(force,),
    )
    report = make_report((finding,), (make_quote(2, HOSTILE),))
    speaker = report.speakers[0]._replace(name=HOSTILE, role=HOSTILE)
    quote = report.quotes[0]._replace(speaker=speaker, locator=HOSTILE, forces=(force,))
    return report._replace(
        title=HOSTILE,
        subtitle=HOSTILE,
        summary=HOSTILE,
        publisher=HOSTILE,
        published="",
        forces=(force,),
        quotes=(quote,),
        measures=(
            measure._replace(
                title=HOSTILE,
                unit=HOSTILE,
                definition=HOSTILE,
                caveat=HOSTILE,
                highlight=force,
                figures=figures,
            ),
        ),
        sources=tuple(each._replace(title=HOSTILE, url=HOSTILE) for each in report.sources),
    )
