"""One address for each template that a reader meets, below the language's prefix."""

from typing import Final

LAND: Final = "place=2394822&place_name=Copargo&texture=sandy&crops=maize&slope=gentle"

PAGES: Final = {
    "home": "/",
    "home with land": f"/?{LAND}",
    "all practices": "/practices/",
    "results": f"/practices/?{LAND}",
    "results with words": f"/practices/?{LAND}&q=erosion",
    "results with a filter": f"/practices/?{LAND}&only_crops=maize",
    "which place": "/practices/?place=San+Juan",
    "unknown place": "/practices/?place=xyzzyq",
    "land": f"/land/?{LAND}",
    "part of the map": "/land/?map.x=182&map.y=74",
    "first question": "/land/questions/",
    "second question": f"/land/questions/?step=2&{LAND}",
    "practice": f"/west-africa/zai-yatenga/?{LAND}",
    "practice with long sources": f"/east-africa/push-pull-kenya/?{LAND}",
    "practice without land": "/west-africa/zai-yatenga/",
    "zone": "/zones/semi_arid-hot-sandy/",
    "what did not work": "/what-did-not-work/",
    "region": "/west-africa/",
    "tell": "/tell/",
    "about": "/about/",
    "not found": "/nowhere/",
}
# Those that load a script.
SCRIPTED: Final = ("home", "results", "which place", "land", "first question", "tell")
