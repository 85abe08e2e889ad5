"""What indents a template does not travel; what is drawn stays as it was written."""

import pytest
from django.template import Context, Template


def rendered(content: str, **context: str) -> str:
    html = Template("{% load icons %}{% sprite %}" + content + "{% endsprite %}").render(Context(context))
    return html.partition("<svg hidden>")[0]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<ul>\n  <li>\n    One\n  </li>\n</ul>\n", "<ul><li>One</li></ul>"),
        (
            "<p>\n  A <b>word</b>\n  <small>and</small> more\n</p>",
            "<p>A <b>word</b>\n<small>and</small> more</p>",
        ),
        ("<p><b>a</b> <i>b</i></p>", "<p><b>a</b> <i>b</i></p>"),
        ("<p>12\u00a0</p>", "<p>12\u00a0</p>"),
        ("<textarea>\n one\n\n two\n</textarea>", "<textarea>\n one\n\n two\n</textarea>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        ('<form action="/x">\n  <input name="q">\n</form>', '<form action="/x"><input name="q"></form>'),
    ],
)
def test_indents_do_not_travel(written: str, sent: str) -> None:
    assert rendered(written) == sent


def test_what_somebody_wrote_is_no_tag() -> None:
    typed = "one\n <p> two"
    assert rendered("<textarea>{{ typed }}</textarea>", typed=typed) == (
        "<textarea>one\n &lt;p&gt; two</textarea>"
    )


def test_each_drawing_comes_once() -> None:
    template = Template('{% load icons %}{% sprite %}{% icon "map" %}{% icon "map" %}{% endsprite %}')
    assert template.render(Context()).count('id="i-map"') == 1
