"""Internet domain names, alone or inside web and mail addresses."""

from __future__ import annotations

import regex

from gloss.masking.base import PatternDetector

_COMMON = (
    "aero app biz cloud co com dev edu eu gov info int io mil mobi museum name net online org pro shop site store "
    "tech tv xyz ac ad ae ag ai al am ao ar at au az ba bd be bg bh bo br bt bw by bz ca cc ch ci cl cm cn cr cu cy "
    "cz de dk do dz ec ee eg es et fi fj fr ge gh gr gt hk hn hr ht hu id ie il in iq ir is it jm jo jp ke kg kh kr "
    "kw kz la lb lk lt lu lv ly ma mc md me mk mm mn mo mt mu mv mx my mz na ng ni nl no np nz om pa pe pg ph pk pl "
    "ps pt py qa ro rs ru rw sa sd se sg si sk sn so sr su sv sy th tj tm tn to tr tt tw tz ua ug uk us uy uz ve vn "
    "ye za zm zw"
).split()


class DomainName(PatternDetector):
    """Only under well-known endings, or after ``//``, ``www.`` or ``@``: most dots in a text end sentences."""

    key = "DOMAIN_NAME"
    pattern = (
        r"(?<![\w.-])(?:(?<=//|@)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
        r"|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:" + "|".join(_COMMON) + r"))(?![\w-]|\.\w)"
    )
    flags = regex.I
