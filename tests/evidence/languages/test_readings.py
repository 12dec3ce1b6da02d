"""Every kind of figure is read in every language, as one value."""

from __future__ import annotations

import pytest

from factcheck.evidence.languages import language

READINGS = """
    en | ten thousand people | number | 10000 people
    en | thirty-two and a half million dollars | money | 32500000 usd
    en | £1.2m | money | 1200000 gbp
    en | a quarter of a million people | number | 250000 people
    en | the 1990s | date | 1990/1999
    en | '90s | date | 1990/1999
    en | 50 BC | date | -0050
    en | 9:30 pm | time | 1290 minute
    en | on 12/05/2020 | date | 2020-05-12
    en | on 25/12/2020 | date | 2020-12-25
    en | H2 2021 | date | 2021-07/2021-12
    en | FY2021 | date | 2021
    en | in fiscal year 2020-21 | date | 2020
    en | between $3 million and $5 million | money | 3000000/5000000 usd
    en | 10 to 15 people | number | 10/15 people
    en | 3-5 million people | number | 3000000/5000000 people
    en | over two thirds of voters | percent | at least 66.7 percent
    en | one in every ten women | percent | about 10 percent
    en | 4 out of 5 dentists | percent | about 80 percent
    en | three in ten | percent | about 30 percent
    en | $30 a day | money | 30 usd per day
    en | 3 times a week | number | 3 time per week
    en | 5 percent a year | percent | 5 percent per year
    en | 120 lb | mass | 120 pound
    en | six feet tall | length | 6 foot
    en | a 20-mile race | length | 20 mile
    en | 70 mph | speed | 70 mile-per-hour
    en | 12 sq km | area | 12 square-kilometer
    en | 98.6 °F | temperature | 98.6 fahrenheit
    en | 5 degrees Celsius | temperature | 5 celsius
    en | -5 °C | temperature | -5 celsius
    en | minus 3.5 percent | percent | -3.5 percent
    en | lost $4 million | money | 4000000 usd
    en | 3.5 percentage points | points | 3.5 points
    en | 25 bps | points | 25 basis
    en | 0.25 pp | points | 0.25 points
    en | 100m people | number | 100000000 people
    en | €5bn | money | 5000000000 eur
    en | US$1.5 trillion | money | 1500000000000 usd
    en | Rs. 500 | money | 500 inr
    en | ₹2.5 lakh crore | money | 2500000000000 inr
    en | 2 million euros | money | 2000000 eur
    en | 1 234,5 | number | 1234.5
    en | 1'234'567 | number | 1234567
    en | 9,5 percent | percent | 9.5 percent
    en | 10,000,000 | number | 10000000
    en | twelve hundred people | number | 1200 people
    en | 3 dozen eggs | number | 36 egg
    en | a hundred thousand | number | 100000
    en | hundreds of thousands of people | vague | 100000 people
    en | five-year-old | number | 5 year-old
    en | won 3-0 | score | 3/0 score
    en | a 2–1 win | score | 2/1 score
    en | lost 21-14 | score | 21/14 score
    en | tied 1-1 | score | 1/1 score
    en | Article 5 | number | 5 article
    en | on 5th May 2021 | date | 2021-05-05
    en | May 5th | date | XXXX-05-05
    en | the fifth of May 2020 | date | 2020-05-05
    en | Sept. 11, 2001 | date | 2001-09-11
    en | 14 litres of water per second | volume | 14 liter per second
    en | 85 members sat for a year | number | 85 member
    en | $300 a year per person | money | 300 usd per person and year
    es | 200 euros al año por persona | money | 200 eur per person and year
    de | 14 Liter pro Sekunde | volume | 14 liter per second
    ru | 14 литров в секунду | volume | 14 liter per second
    fr | 14 litres par seconde | volume | 14 liter per second
    tr | saniyede 14 litre | volume | 14 liter per second
    fr | neuf morts | number | 9 people
    es | once casas | number | 11
    de | acht Häuser | number | 8
    tr | on kişi | number | 10 people
    tr | 420 milyon lirayı | money | 420000000 try
    kk | 5 млн теңгемен | money | 5000000 kzt
    ru | к 20 долларам | money | 20 usd
    de | zehntausend Menschen | number | 10000 people
    de | 1,2 Mio. Euro | money | 1200000 eur
    de | 2,5 Mrd. Dollar | money | 2500000000 usd
    de | eine halbe Million | number | 500000
    de | eineinhalb Jahre | duration | 1.5 year
    de | ein Drittel der Wähler | percent | about 33.3 percent
    de | zwei Drittel | percent | about 66.7 percent
    de | jeder Zehnte | percent | about 10 percent
    de | drei von zehn | percent | about 30 percent
    de | in den 1990er Jahren | date | 1990/1999
    de | in den 90er-Jahren | date | 1990/1999
    de | Anfang 2015 | date | 2015-01/2015-04
    de | im 2. Quartal 2020 | date | 2020-04/2020-06
    de | im dritten Quartal 2020 | date | 2020-07/2020-09
    de | im ersten Halbjahr 2019 | date | 2019-01/2019-06
    de | im Sommer 2018 | date | 2018-02
    de | 44 v. Chr. | date | -0044
    de | um 14.30 Uhr | time | 870 minute
    de | um 9 Uhr | time | 540 minute
    de | am 5. Mai | date | XXXX-05-05
    de | am 05.05.2020 | date | 2020-05-05
    de | 1939–1945 | date | 1939/1945
    fr | dix mille personnes | number | 10000 people
    fr | un million et demi d'euros | money | 1500000 eur
    fr | 1,2 M€ | money | 1200000 eur
    fr | une centaine de personnes | number | about 100 people
    fr | des dizaines de morts | vague | 10
    fr | deux tiers des élus | percent | about 66.7 percent
    fr | un sur cinq | percent | about 20 percent
    fr | trois sur dix | percent | about 30 percent
    fr | dans les années 1990 | date | 1990/1999
    fr | début 2015 | date | 2015-01/2015-04
    fr | fin 2019 | date | 2019-09/2019-12
    fr | au deuxième trimestre 2020 | date | 2020-04/2020-06
    fr | au premier semestre 2019 | date | 2019-01/2019-06
    fr | été 2018 | date | 2018-02
    fr | 52 av. J.-C. | date | -0052
    fr | à 14h30 | time | 870 minute
    fr | à 9 heures | time | 540 minute
    fr | le 5 mai | date | XXXX-05-05
    fr | 5/12/2020 | date | 2020-12-05
    fr | 1939-1945 | date | 1939/1945
    fr | de 1939 à 1945 | date | 1939/1945
    fr | entre 10 et 20 personnes | number | 10/20 people
    es | diez mil personas | number | 10000 people
    es | un millón y medio de euros | money | 1500000 eur
    es | 1,2 millones | number | 1200000
    es | cientos de personas | vague | 100
    es | dos tercios | percent | about 66.7 percent
    es | uno de cada cinco | percent | about 20 percent
    es | tres de cada diez | percent | about 30 percent
    es | en los años 90 | date | 1990/1999
    es | década de 1990 | date | 1990/1999
    es | principios de 2015 | date | 2015-01/2015-04
    es | finales de 2019 | date | 2019-09/2019-12
    es | segundo trimestre de 2020 | date | 2020-04/2020-06
    es | primer semestre de 2019 | date | 2019-01/2019-06
    es | verano de 2018 | date | 2018-02
    es | 44 a. C. | date | -0044
    es | a las 14:30 | time | 870 minute
    es | el 5 de mayo | date | XXXX-05-05
    es | 05/12/2020 | date | 2020-12-05
    es | 1939-1945 | date | 1939/1945
    es | de 1939 a 1945 | date | 1939/1945
    es | entre 10 y 20 personas | number | 10/20 people
    es | 0,5 puntos porcentuales | points | 0.5 points
    ru | десять тысяч человек | number | 10000 people
    ru | полтора миллиона рублей | money | 1500000 rub
    ru | 1,2 млн руб. | money | 1200000 rub
    ru | 3 млрд долларов | money | 3000000000 usd
    ru | сотни людей | vague | 100 people
    ru | две трети | percent | about 66.7 percent
    ru | каждый пятый | percent | about 20 percent
    ru | трое из десяти | percent | about 30 percent
    ru | в 1990-х годах | date | 1990/1999
    ru | в 90-е годы | date | 1990/1999
    ru | в начале 2015 года | date | 2015-01/2015-04
    ru | в конце 2019 года | date | 2019-09/2019-12
    ru | во втором квартале 2020 года | date | 2020-04/2020-06
    ru | II квартал 2020 года | date | 2020-04/2020-06
    ru | в первом полугодии 2019 года | date | 2019-01/2019-06
    ru | летом 2018 года | date | 2018-02
    ru | 44 год до н. э. | date | -0044
    ru | в 14:30 | time | 870 minute
    ru | 5 мая | date | XXXX-05-05
    ru | 05.12.2020 | date | 2020-12-05
    ru | 1939–1945 годы | date | 1939/1945
    ru | с 1939 по 1945 год | date | 1939/1945
    kk | он мың адам | number | 10000 people
    kk | бір жарым миллион теңге | money | 1500000 kzt
    kk | 1,2 млн теңге | money | 1200000 kzt
    kk | жүздеген адам | vague | 100 people
    kk | үштен екісі | percent | about 66.7 percent
    kk | әрбір бесінші | percent | about 20 percent
    kk | 1990 жылдары | date | 1990/1999
    kk | 2015 жылдың басында | date | 2015-01/2015-04
    kk | 2019 жылдың соңында | date | 2019-09/2019-12
    kk | 2020 жылдың екінші тоқсаны | date | 2020-04/2020-06
    kk | 2019 жылдың бірінші жартыжылдығында | date | 2019-01/2019-06
    kk | 2018 жылдың жазында | date | 2018-02
    kk | 14:30 | time | 870 minute
    kk | 5 мамыр | date | XXXX-05-05
    kk | 2020 жылғы 12 мамыр | date | 2020-05-12
    kk | 1939–1945 жылдары | date | 1939/1945
    kk | 10–15 пайыз | percent | 10/15 percent
    kk | 300-ден астам | number | at least 300
    kk | 300-ге жуық | number | about 300
    kk | шамамен 300 | number | about 300
    kk | кемінде 300 | number | at least 300
    kk | 300-ге дейін | number | at most 300
    tr | on bin kişi | number | 10000 people
    tr | bir buçuk milyon lira | money | 1500000 try
    tr | 1,2 milyon TL | money | 1200000 try
    tr | 3 milyar dolar | money | 3000000000 usd
    tr | yüzlerce kişi | vague | 100 people
    tr | üçte ikisi | percent | about 66.7 percent
    tr | her beş kişiden biri | percent | about 20 percent
    tr | 1990'larda | date | 1990/1999
    tr | 1990'lı yıllarda | date | 1990/1999
    tr | 2015 yılının başında | date | 2015-01/2015-04
    tr | 2019'un sonunda | date | 2019-09/2019-12
    tr | 2020'nin ikinci çeyreği | date | 2020-04/2020-06
    tr | 2019 yılının ilk yarısında | date | 2019-01/2019-06
    tr | 2018 yazında | date | 2018-02
    tr | MÖ 44 | date | -0044
    tr | saat 14.30'da | time | 870 minute
    tr | 5 Mayıs | date | XXXX-05-05
    tr | 05.12.2020 | date | 2020-12-05
    tr | 1939-1945 | date | 1939/1945
    tr | 10-15 kişi | number | 10/15 people
    tr | yüzde 10 ila 15 | percent | 10/15 percent
    tr | 0,5 puan | points | 0.5 points
    ar | عشرة آلاف شخص | number | 10000 people
    ar | مليون ونصف المليون دولار | money | 1500000 usd
    ar | 1.2 مليون دولار | money | 1200000 usd
    ar | مئات الأشخاص | vague | 100
    ar | ثلثا السكان | percent | about 66.7 percent
    ar | واحد من كل خمسة | percent | about 20 percent
    ar | أوائل عام 2015 | date | 2015-01/2015-04
    ar | الربع الثاني من عام 2020 | date | 2020-04/2020-06
    ar | النصف الأول من عام 2019 | date | 2019-01/2019-06
    ar | صيف 2018 | date | 2018-02
    ar | 44 قبل الميلاد | date | -0044
    ar | الساعة 2:30 | time | 150 minute
    ar | 5 مايو | date | XXXX-05-05
    ar | 5 أيار 2020 | date | 2020-05-05
    ar | 1939-1945 | date | 1939/1945
    ar | بين 10 و20 شخصا | number | 10/20 people
    ar | 100 كيلومتر في الساعة | speed | 100 kilometer-per-hour
    ar | عن عمر 37 عاما | number | 37 year-old
    ar | فاز 3-1 | score | 3/1 score
    ar | أكثر من 300 | number | at least 300
    ar | نحو 300 | number | about 300
    ar | قرابة 300 | number | about 300
"""
"""Language, text, kind and normal form of the only figure in it."""


ROWS = [tuple(part.strip() for part in line.split(" | ")) for line in READINGS.strip().splitlines()]


@pytest.mark.parametrize("code", sorted({row[0] for row in ROWS}))
def test_readings(code: str) -> None:
    reader = language(code)
    assert reader is not None
    for text, kind, normal in (row[1:] for row in ROWS if row[0] == code):
        sentence = f"It was {text} there." if code == "en" else f"{text}."
        assert [(figure.kind.value, figure.normal) for figure in reader.figures(sentence)] == [(kind, normal)], text


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "from 8.2 to 2.9 million crowns", [8_200_000, 2_900_000]),
        ("en", "612 of 980 million crowns", [612_000_000, 980_000_000]),
        ("en", "612 of the 980 million crowns", [612_000_000, 980_000_000]),
        ("en", "900 of 1.2 million people", [900, 1_200_000]),
        ("en", "2019 to 2.9 million", [2019, 2_900_000]),
        ("de", "612 von 980 Millionen Euro", [612_000_000, 980_000_000]),
        ("fr", "612 sur 980 millions d'euros", [612_000_000, 980_000_000]),
        ("es", "612 de los 980 millones de euros", [612_000_000, 980_000_000]),
        ("ru", "612 из 980 млн рублей", [612_000_000, 980_000_000]),
    ],
)
def test_a_number_shares_the_scale_of_the_next(code: str, text: str, values: list[int]) -> None:
    reader = language(code)
    assert reader is not None
    numbers = [figure for figure in reader.figures(text) if not isinstance(figure.value, tuple)]
    assert [figure.value for figure in numbers] == [value for value in values if value != 2019]


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("zh", "2021年3月5日在北京举行会议，共有238人参加。", "2021年3月5日 2021-03-05 | 238人 238 people"),
        ("zh", "投资5亿元，增长12.5%。", "5亿元 500000000 cny | 12.5% 12.5 percent"),
        ("zh", "1.5万亿美元", "1.5万亿美元 1500000000000 usd"),
        ("zh", "三月五日，一九九八年", "三月五日 XXXX-03-05 | 一九九八年 1998"),
        ("zh", "百分之十二，三分之二", "百分之十二 12 percent | 三分之二 about 66.7 percent"),
        ("ja", "令和3年5月2日に開かれた。", "令和3年5月2日 2021-05-02"),
        ("ja", "平成元年に生まれた。", "平成元年 1989"),
        ("ja", "2021年3月に完成した。5月に、13月5日", "2021年3月 2021-03"),
        ("ja", "５０人が１２％", "５０人 50 people | １２％ 12 percent"),
        ("ko", "2021년 3월 5일에 열린 회의", "2021년 3월 5일 2021-03-05"),
        ("th", "๕ มีนาคม ๒๕๖๔ มีผู้เสียชีวิต ๒๓๘", "๕ มีนาคม ๒๕๖๔ 2021-03-05 | ๒๓๘ 238"),
        ("fa", "۱۲٫۵ درصد", "۱۲٫۵ درصد 12.5 percent"),
        ("hi", "५ मार्च २०२१, १२ प्रतिशत", "५ मार्च २०२१ 2021-03-05 | १२ प्रतिशत 12 percent"),
        ("bn", "৫ মার্চ ২০২১, ১২ শতাংশ", "৫ মার্চ ২০২১ 2021-03-05 | ১২ শতাংশ 12 percent"),
        ("pl", "12 procent", "12 procent 12 percent"),
    ],
)
def test_other_scripts_have_dates_shares_and_scales(code: str, text: str, found: str) -> None:
    reader = language(code)
    assert reader is not None
    assert " | ".join(f"{figure.text} {figure.normal}" for figure in reader.figures(text)) == found


@pytest.mark.parametrize(
    "zero", [chr(code) for code in range(0x10000) if chr(code).isdecimal() and int(chr(code)) == 0]
)
def test_digits_of_every_script_are_read(zero: str) -> None:
    reader = language("en")
    assert reader is not None
    number = "".join(chr(ord(zero) + digit) for digit in (2, 3, 8))
    assert [figure.value for figure in reader.figures(f"There were {number} people.")] == [238]
