"""One address for each template that a reader meets, below the language's prefix.

What is there only once somebody sent something is written by `benchmarks/told_things.py`.
"""

from typing import Final

LAND: Final = "place=2394822&place_name=Copargo&texture=sandy&crops=maize&slope=gentle"

FARMING: Final = "use_now=annual&tillage=full&stalks=burnt&given=legume&rate_worms=4&rate_erosion=2"

PAGES: Final = {
    "home": "/",
    "home with land": f"/?{LAND}",
    "all practices": "/practices/",
    "second page": "/practices/?page=2",
    "results": f"/practices/?{LAND}",
    "results with words": f"/practices/?{LAND}&q=erosion",
    "results with a filter": f"/practices/?{LAND}&only_crops=maize",
    "nothing found": "/practices/?q=zzyzx",
    "which place": "/practices/?place=San+Juan",
    "unknown place": "/practices/?place=xyzzyq",
    "land": f"/land/?{LAND}",
    "part of the map": "/land/?map.x=182&map.y=74",
    "first question": "/land/questions/",
    "second question": f"/land/questions/?step=2&{LAND}",
    "practice": f"/west-africa/zai-yatenga/?{LAND}",
    "practice with long sources": f"/east-africa/push-pull-kenya/?{LAND}",
    "sources": "/east-africa/push-pull-kenya/sources/",
    "practice without land": "/west-africa/zai-yatenga/",
    "keep or send": f"/west-africa/zai-yatenga/keep/?{LAND}",
    "tried, nobody yet": f"/west-africa/zai-yatenga/tried/?{LAND}",
    "zone": "/zones/semi_arid-hot-sandy/",
    "what did not work": "/what-did-not-work/",
    "open data": "/open-data/",
    **{f"check, form {step}": f"/check/?step={step}&{LAND}&{FARMING}" for step in range(1, 7)},
    "check, pasture": f"/check/?step=3&{LAND}&use_now=grassland",
    "check, unknown place": "/check/?place=xyzzyq",
    "check, result": f"/check/?step=7&{LAND}&{FARMING}",
    "carbon market": "/carbon/",
    "carbon market, a page": "/carbon/both-sides/",
    "countries": "/countries/",
    "country": "/countries/bf/",
    "dashboard": "/dashboard/",
    "twins": "/twins/",
    "twins, two of them": f"/twins/copargo-alfter/?{LAND}",
    "twins, one of them": "/twins/copargo/",
    "twins, an exchange": "/twins/exchange/",
    "twins, who to ask": "/twins/who-to-ask/",
    "twins, the form": "/twins/join/",
    "events": "/events/",
    "press review": "/press/",
    "compare": f"/compare/?{LAND}",
    "compare with another": f"/compare/?{LAND}&with=2958516",
    "compare, which place": f"/compare/?{LAND}&with=San+Juan",
    "region": "/west-africa/",
    "practices on the map": "/partners/?layer=practices",
    "no partner yet": "/partners/?kind=foundation",
    "tell": "/tell/",
    "ask": "/ask/",
    "ask new": f"/ask/new/?{LAND}",
    "listen": "/ask/listen/",
    "with a code": "/mine/",
    "link that is over": "/confirm/nothing/",
    "about": "/about/",
    "not found": "/nowhere/",
}
# Those that load a script.
SCRIPTED: Final = ("home", "results", "which place", "land", "first question", "keep or send", "tell")
