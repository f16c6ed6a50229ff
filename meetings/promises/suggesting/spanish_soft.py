"""The Spanish rules for what sounds like a commitment and is none: attitudes, views shared, what was promised before."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS

_soft = Rules(SPANISH_FRAGMENTS).soft

SPANISH_SOFT = (
    _soft("estar_comprometido", Asks.NO_THING,
          r"(?P<verb>(?:segu(?:imos|iremos|irán)|siguen|continu(?:amos|an|arán|aremos)|permanec(?:emos|en|erán)"
          r"|(?:se|nos) manten(?:emos|drán)|se mantienen|est(?:amos|án|aban)|somos|son) (?:\w+ (?:y"
          r" )?){0,3}?(?:comprometid|decidid|determinad|resuelt)[oa]s) (?P<link>al?|con|en)\b",
          "a standing attitude, no new action"),
    _soft("reafirmar_compromiso", Asks.NO_THING,
          r"(?P<verb>(?:reafirm|reiter|ratific|renov|refrend|confirm|subray|expres|manifest)(?:amos|aron|an|ó|a"
          r"|aban){gap} (?:su|sus|nuestro|nuestros|el|los) (?:[\w-]+,? ){0,4}?compromisos?|renuevan su compromiso)\b",
          "an earlier"
          r" commitment repeated"),
    _soft("importancia", Asks.NO_THING,
          r"(?P<verb>(?:(?:reafirm|reiter|subray)(?:amos|aron|an|ó|a)|recono(?:cieron|cemos|cen|ció)|(?:coincidieron"
          r"|coincidimos|coinciden|coincidió|convinieron|(?:estuvieron|estamos|se mostraron) de acuerdo) (?:\w+"
          r" )?(?:en|sobre|con)|acordaron|acordamos){gap}(?: (?:la|el|su|nuestra|una))? (?:\w+ ){0,2}?{importance})",
          "a view shared, no action"),
    _soft("coincidir_en_que", Asks.NO_THING,
          r"(?P<verb>coincidieron|coincidimos|coinciden|(?:estuvieron|estamos) de acuerdo) (?P<link>en que)\b", "a"
          r" view shared"),
    _soft("comprometerse_con", Asks.NO_THING,
          r"(?P<verb>se (?:comprometen|comprometieron|compromete|comprometió)|nos comprometemos){gap} (?P<link>con)\b",
          "a standing attitude: no action follows"),
    _soft("disposicion", Asks.NO_THING,
          r"(?P<verb>(?:reiter|expres|manifest|reafirm|confirm)(?:amos|aron|an|ó) (?:su|nuestra|la) (?:\w+"
          r" ){0,2}?(?:disposición|voluntad|determinación|disponibilidad|resolución)|(?:est[áa]n|estamos)"
          r" (?:dispuest|list)[oa]s) (?P<link>de|a|para|en)\b",
          "readiness, no action"),
)  # fmt: skip
