"""The words that carry a sentence's meaning in English and Dutch, under the value that they say.

Two words under one value say the same: one for the other changes nothing. Words and phrases stand
with commas between; in a phrase `one|other` is either word, `#` any number and `*` any word. What
begins with `NO_` only looks like the others: no other phrase begins within it.
"""

NEGATIONS = {
    "en": {
        "not": "not, no, non, none, nothing, nowhere, cannot",
        "never": "never",
        "nobody": "nobody, no one, no-one",
        "neither": "neither, nor",
        "without": "without",
        "unless": "unless, except, except for, excluding, other than, apart from",
        "hardly": "hardly, barely, rarely, seldom, scarcely",
        "instead": "instead of, rather than",
    },
    "nl": {
        "not": "niet, non, geen, niets, niks, nergens, geenszins, evenmin",
        "never": "nooit, nimmer",
        "nobody": "niemand",
        "neither": "noch",
        "without": "zonder",
        "unless": "tenzij, behalve, uitgezonderd, met uitzondering van",
        "hardly": "nauwelijks, amper, zelden",
        "instead": "in plaats van",
    },
}
NO_NEGATIONS = {
    "en": "not only, no #, no doubt, whether or not, or not, not least",
    "nl": "niet alleen, niet in de laatste plaats, al dan niet, of niet",
}

PREFIXES = ("un", "dis", "non", "mis", "on", "wan")
ADJECTIVE_PREFIXES = ("in", "im", "il", "ir")
ADJECTIVE_ENDINGS = (
    *("able", "ably", "al", "ally", "ance", "ant", "ary", "ate", "ately", "ect"),
    *("ence", "ent", "ete", "ible", "ibly", "ity", "ive", "ous", "ular"),
)
"""What turns a word around at its beginning; some only before what ends as adjectives do."""

OPPOSITE_ENDINGS = {"ful": "less", "fully": "lessly", "vol": "loos", "volle": "loze"}

DUTIES = {
    "en": {
        "must": "must, shall, has to, have to, had to, need to, needs to, needed, required,"
        " requires, require, requirement, obliged, obligation, obligatory, compulsory, mandatory,"
        " bound to, binding",
        "should": "should, ought to, recommended, recommend, recommends, advised to, encouraged,"
        " encourage, encourages, discouraged, expected to, expect, expects, urged, supposed to,"
        " asked to, requested to",
        "may": "may, might, can, could, cannot, can't, allowed, permitted, optional, free to,"
        " invited to, welcome to, voluntary, voluntarily",
        "right": "entitled, right to, rights to",
        "try": "try to, tries to, strive, strives, aim to, aims to",
        "need not": "need not, needn't, does not have to, do not have to, doesn't have to,"
        " don't have to, does not need to, do not need to",
        "must not": "prohibited, prohibit, prohibits, forbidden, forbid, forbids, banned",
    },
    "nl": {
        "must": "moet, moeten, moest, moesten, dient|dienen te, dient|dienen * te, verplicht,"
        " verplichte, verplichten, verplichting, verplichtingen, plicht, hoort|horen te,"
        " hoort|horen * te, behoort|behoren te, geacht, gehouden, vereist, vereiste, bindend",
        "should": "zou, zouden, aanbevolen, aanbeveling, geadviseerd, verwacht, verwachten,"
        " aan te raden, aangeraden, afgeraden, ontraden, raden aan, raadt aan, verzocht,"
        " gevraagd om",
        "may": "mag, mogen, kan, kunnen, toegestaan, toegestane, toestemming, vrij om, vrijwillig,"
        " vrijwillige, uitgenodigd om, bevoegd",
        "right": "recht op, het recht, heeft recht, hebben recht, gerechtigd",
        "try": "probeert, proberen, streeft, streven",
        "need not": "hoef, hoeft, hoeven",
        "must not": "verboden, verbiedt, verbieden, verbod",
    },
}
NO_DUTIES = {
    "en": "# may, may #, a must, a|the|per|each|of can|cans,"
    " in|of|by|until|till|from|since|before|after|early|late|mid|last|next|every|each|this may",
    "nl": "een|de|per|elke|halve|volle kan, zich verplicht",
}
"""Months, jugs and the like."""

NUMBERS = {
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
    "nl": "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
    " vijftien zestien zeventien achttien negentien",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
}
AMOUNTS = {
    "en": {
        "100": "hundred",
        "1000": "thousand",
        "1000000": "million",
        "12": "dozen",
        "half": "half, halves, halve, halved, halving",
        "third": "third, thirds",
        "quarter": "quarter of, quarters of",
        "1": "once, one time, one hour|day|week|month|year|person|member, at|than|within|only one",
        "2": "twice, two times",
        "3": "thrice, three times",
        "double": "double, doubled, doubles",
        "weekly": "weekly, each week, every week, per week,"
        " once|twice|times|hours|days|within|after|in a week",
        "daily": "daily, each day, every day, per day,"
        " once|twice|times|hours|days|within|after|in a day",
        "monthly": "monthly, each month, every month, per month,"
        " once|twice|times|hours|days|within|after|in a month",
        "yearly": "yearly, annual, annually, each year, every year, per year,"
        " once|twice|times|hours|days|within|after|in a year",
        "quarterly": "quarterly, each quarter, every quarter, per quarter, half-yearly",
        "hourly": "hourly, each hour, every hour, per hour, within|after|half an hour",
        "at least": "at least, minimum, no fewer than, no less than, or more",
        "at most": "at most, maximum, up to, no more than, or fewer, or less",
    },
    "nl": {
        "100": "honderd",
        "1000": "duizend",
        "1000000": "miljoen",
        "12": "dozijn",
        "half": "helft, halve, half, halveren, gehalveerd",
        "third": "derde",
        "quarter": "kwart",
        "1": "eenmaal, één keer, een keer, eens per, eens in",
        "2": "tweemaal, twee keer",
        "3": "driemaal, drie keer",
        "double": "dubbel, dubbele, verdubbeld, verdubbelt",
        "weekly": "wekelijks, wekelijkse, elke week, iedere week, per week,"
        " binnen|na|over|van een week",
        "daily": "dagelijks, dagelijkse, elke dag, iedere dag, per dag, binnen|na|over|van een dag",
        "monthly": "maandelijks, maandelijkse, elke maand, iedere maand, per maand,"
        " binnen|na|over|van een maand",
        "yearly": "jaarlijks, jaarlijkse, elk jaar, ieder jaar, per jaar,"
        " binnen|na|over|van een jaar, om het jaar",
        "quarterly": "elk kwartaal, ieder kwartaal, per kwartaal, halfjaarlijks",
        "hourly": "elk uur, ieder uur, per uur, binnen|na|over|van een uur",
        "at least": "minstens, ten minste, tenminste, minimaal, op zijn minst, of meer",
        "at most": "hooguit, hoogstens, maximaal, ten hoogste, niet meer dan, of minder",
    },
}
UNITS = {
    "en": {
        "minute": "minutes, minute",
        "hour": "hours, hour",
        "workday": "working days, working day, workdays",
        "day": "days, day",
        "week": "weeks, week",
        "month": "months, month",
        "year": "years, year",
    },
    "nl": {
        "minute": "minuten, minuut",
        "hour": "uur, uren",
        "workday": "werkdagen, werkdag",
        "day": "dagen, dag",
        "week": "weken, week",
        "month": "maanden, maand",
        "year": "jaar, jaren",
    },
}
"""Lengths of time; they count after a number."""

DATES = {
    "en": "january, february, march, april, may, june, july, august, september, october, november,"
    " december, monday, tuesday, wednesday, thursday, friday, saturday, sunday, noon, midnight",
    "nl": "januari, februari, maart, april, mei, juni, juli, augustus, september, oktober,"
    " november, december, maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag,"
    " middernacht",
}
NO_NUMBERS = {
    "en": "at once, once you|we|they|the|it|he|she|again|more, third party|parties, may, # of may",
    "nl": "hoger|lager|minder|ik|zij|hij|men|je|in|uit|zichzelf|mijzelf|zich acht,"
    " acht dan|op|het|zich|zij|hij|ik|wij|te|nemen, de één, een keer als|dat, kwart voor,"
    " derde partij|partijen",
}
"""Words of number that count nothing."""

ROLES = {
    "en": "board, boards, committee, committees, commission, commissions, council, councils, dean,"
    " deans, rector, chancellor, provost, director, directors, secretary, inspectorate, ombuds,"
    " ombudsman, ombudsperson, union, unions, police, court, courts, department, departments,"
    " faculty, faculties, ministry, helpdesk, help desk, service desk, human resources,"
    " confidential adviser|advisers|advisor|advisors|counsellor|counsellors, company doctor,"
    " occupational physician, * officer|officers, student counsellor|counsellors|counselor,"
    " study adviser|advisers|advisor",
    "nl": "decanen, rector, directeuren, directie, secretaris, politie, rechter, rechtbank, raad,"
    " faculteitsraad, personeelsraad, ondernemingsraad, universiteitsraad, studentenraad,"
    " medezeggenschapsraad, vertrouwenspersoon, vertrouwenspersonen, vertrouwensadviseur,"
    " vertrouwensadviseurs, bedrijfsarts, bedrijfsartsen, arbodienst, faculteit, faculteiten,"
    " ministerie, personeelszaken, grondwet, cao, studieadviseur, studieadviseurs, ombudsman,"
    " ombudspersoon",
}
ROLE_ENDINGS = {
    "en": (),
    "nl": (
        "bestuur",
        "besturen",
        "commissie",
        "commissies",
        "decaan",
        "directeur",
        "inspectie",
        "vakbond",
        "vakbonden",
        "afdeling",
        "afdelingen",
        "loket",
        "functionaris",
        "functionarissen",
    ),
}
"""Roles and bodies that a code names without a capital, and how such words end."""

NO_NAMES = (
    "i, fte, eur, phd, msc, bsc, ok, pm, am, may, mei, english, dutch, german, french, engels,"
    " engelse, nederlands, nederlandse, duits, frans, christmas, easter, kerst, pasen, internet"
)
"""Words with a capital that name nobody."""
