"""Shows a first version by itself, and all that can be completed later in few groups beside it."""

from wagtail.admin.panels import TabbedInterface


class FirstThenLater(TabbedInterface):
    """Names the groups after the first what they are: for later. None lies off a narrow screen."""

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "practices/panels/first_then_later.html"
