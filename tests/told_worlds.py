"""Places that change hands three times and more, told by five outlets in their own words, two of them copies.

Outlets and words are made up, and so is part of what they tell: each history borrows names, and some days, from the
public record. `Told` gives the sides by actor ids, the reports, and for each day asked about what must be answered.
"""

from __future__ import annotations

from dataclasses import dataclass

AGREED, SINGLE, CONTESTED, UNKNOWN = "agreed", "single-source", "contested", "unknown"


@dataclass(frozen=True)
class Told:
    """`sides`: actor id to its side; `asked`: day to the states that are right, the sides that hold the place, and since
    when."""

    place: str
    sides: dict[str, str]
    reports: tuple[tuple[str, str, str], ...]
    asked: dict[str, tuple[tuple[str, ...], tuple[str, ...], str | None]]


ZINJIBAR = Told(
    "Zinjibar",
    {
        "actor:aqap": "aqap",
        "actor:al-qaeda": "aqap",
        "actor:yemeni-armed-forces": "gov",
        "actor:yemen": "gov",
        "actor:yemen/army": "gov",
        "actor:yemen/forces": "gov",
    },
    (
        ("Aden Lantern", "2011-05-28",
         "Gunmen of Al-Qaeda in the Arabian Peninsula overran Zinjibar on Friday, driving the army out of the "
         "capital of Abyan. Shops stayed shut and the road to Aden was full of cars."),
        ("Crater Wire", "2011-05-28",
         "Gunmen of Al-Qaeda in the Arabian Peninsula overran Zinjibar on Friday, driving the army out of the "
         "capital of Abyan. Shops stayed shut and the road to Aden was full of cars."),
        ("Tihama Tribune", "2011-05-29",
         "Zinjibar fell to Al-Qaeda in the Arabian Peninsula on 27 May. A Yemeni officer said that the army would "
         "retake it."),
        ("Hadhramaut Notebook", "2011-05-30",
         "Al-Qaeda in the Arabian Peninsula is in control of Zinjibar, the Tihama Tribune reported."),
        ("Gulf Dispatch", "2011-09-10",
         "The Yemeni army said that it had broken into Zinjibar. Residents denied this and said that Al-Qaeda in "
         "the Arabian Peninsula still held the town."),
        ("Gulf Dispatch", "2012-03-05",
         "Fighters of Al-Qaeda in the Arabian Peninsula killed scores of soldiers outside Zinjibar, which the "
         "group has ruled since May 2011."),
        ("Aden Lantern", "2012-06-13",
         "Government troops are back in Zinjibar after more than a year. The army drove Al-Qaeda in the Arabian "
         "Peninsula out of the town on Tuesday, and soldiers patrolled the empty streets near the stadium."),
        ("Crater Wire", "2012-06-14",
         "Government troops are back in Zinjibar after more than a year. The army drove Al-Qaeda in the Arabian "
         "Peninsula out of the town on Tuesday, and soldiers patrolled the empty streets near the stadium."),
        ("Tihama Tribune", "2012-06-13",
         "The Yemeni army recaptured Zinjibar on 12 June."),
        ("Gulf Dispatch", "2012-06-14",
         "Al-Qaeda in the Arabian Peninsula acknowledged that it had pulled out of Zinjibar on Tuesday."),
        ("Hadhramaut Notebook", "2012-06-15",
         "Yemen's army has regained Zinjibar, according to the Tihama Tribune."),
        ("Tihama Tribune", "2015-11-30",
         "Yemeni troops have held Zinjibar since June 2012, but Al-Qaeda in the Arabian Peninsula is massing "
         "fighters nearby and may attack the town."),
        ("Aden Lantern", "2015-12-03",
         "Al-Qaeda in the Arabian Peninsula has once more seized Zinjibar. Its fighters stormed the town at dawn "
         "on Wednesday after killing a militia commander, and set up checkpoints on the coast road."),
        ("Crater Wire", "2015-12-03",
         "Al-Qaeda in the Arabian Peninsula has once more seized Zinjibar. Its fighters stormed the town at dawn "
         "on Wednesday after killing a militia commander, and set up checkpoints on the coast road."),
        ("Gulf Dispatch", "2015-12-03",
         "Al-Qaeda in the Arabian Peninsula captured Zinjibar on 2 December, residents said."),
        ("Hadhramaut Notebook", "2015-12-05",
         "The town of Zinjibar is now in the hands of Al-Qaeda in the Arabian Peninsula, the Gulf Dispatch said."),
        ("Tihama Tribune", "2016-08-13",
         "The Yemeni army is advancing on Zinjibar and shelled the outskirts on Friday."),
        ("Tihama Tribune", "2016-08-15",
         "The army liberated Zinjibar from Al-Qaeda in the Arabian Peninsula on Sunday, the Yemeni defence "
         "ministry announced."),
        ("Gulf Dispatch", "2016-08-16",
         "Al-Qaeda in the Arabian Peninsula lost Zinjibar to Yemeni government forces on 14 August."),
    ),
    {
        "2011-05-20": ((UNKNOWN,), (), None),
        "2011-05-27": ((AGREED,), ("aqap",), "2011-05-27"),
        "2011-06-10": ((AGREED,), ("aqap",), "2011-05-27"),
        "2011-09-11": ((AGREED, CONTESTED), ("aqap",), "2011-05-27"),
        "2012-06-11": ((AGREED,), ("aqap",), "2011-05-27"),
        "2012-06-12": ((AGREED,), ("gov",), "2012-06-12"),
        "2012-07-01": ((AGREED,), ("gov",), "2012-06-12"),
        "2015-12-01": ((SINGLE, AGREED), ("gov",), None),
        "2015-12-02": ((AGREED,), ("aqap",), "2015-12-02"),
        "2016-02-01": ((AGREED,), ("aqap",), "2015-12-02"),
        "2016-08-13": ((AGREED, SINGLE, UNKNOWN), ("aqap",), None),
        "2016-08-14": ((AGREED,), ("gov",), "2016-08-14"),
    },
)  # fmt: skip

GHARYAN = Told(
    "Gharyan",
    {
        "actor:lna": "lna",
        "actor:khalifa-haftar": "lna",
        "actor:gna": "gna",
        "actor:libya/government": "gna",
        "actor:libya": "gna",
    },
    (
        ("Fezzan Report", "2019-03-30",
         "Gharyan is held by the Government of National Accord, and life in the town is quiet."),
        ("Tripolitania Mail", "2019-04-05",
         "Forces loyal to Khalifa Haftar entered Gharyan without a shot on Thursday and raised their flag over the "
         "city hall. The Libyan National Army now controls the town, 80 kilometres south of the capital, its "
         "spokesman said."),
        ("Jabal Newsline", "2019-04-05",
         "Forces loyal to Khalifa Haftar entered Gharyan without a shot on Thursday and raised their flag over the "
         "city hall. The Libyan National Army now controls the town, 80 kilometres south of the capital, its "
         "spokesman said."),
        ("Cyrene Observer", "2019-04-05",
         "The Libyan National Army took Gharyan on 4 April."),
        ("Gulf of Sidra Review", "2019-04-06",
         "Haftar's Libyan National Army has occupied Gharyan, the Cyrene Observer reported."),
        ("Cyrene Observer", "2019-05-20",
         "The Libyan National Army, which has been in control of Gharyan since early April, uses the town as its "
         "main forward base."),
        ("Fezzan Report", "2019-06-20",
         "The Government of National Accord intends to recapture Gharyan. Its jets bombed the approaches on "
         "Wednesday."),
        ("Tripolitania Mail", "2019-06-27",
         "In a surprise attack, fighters of the Government of National Accord wrested Gharyan from the Libyan "
         "National Army on Wednesday. Dozens of Haftar's men were taken prisoner, and crates of missiles were "
         "found at their base."),
        ("Jabal Newsline", "2019-06-28",
         "In a surprise attack, fighters of the Government of National Accord wrested Gharyan from the Libyan "
         "National Army on Wednesday. Dozens of Haftar's men were taken prisoner, and crates of missiles were "
         "found at their base."),
        ("Fezzan Report", "2019-06-27",
         "Gharyan changed hands on 26 June: forces of the Government of National Accord retook it."),
        ("Cyrene Observer", "2019-06-27",
         "The Libyan National Army denied that Gharyan had fallen."),
        ("Cyrene Observer", "2019-06-30",
         "The Libyan National Army admitted that it had lost Gharyan on Wednesday."),
        ("Gulf of Sidra Review", "2019-06-29",
         "Government of National Accord forces have seized back Gharyan, Fezzan Report said."),
        ("Tripolitania Mail", "2019-09-30",
         "The Libyan National Army announced late on Sunday that it had won back Gharyan. Two brigades came down "
         "from the mountain roads at night and the defenders abandoned the town before sunrise."),
        ("Jabal Newsline", "2019-09-30",
         "The Libyan National Army announced late on Sunday that it had won back Gharyan. Two brigades came down "
         "from the mountain roads at night and the defenders abandoned the town before sunrise."),
        ("Fezzan Report", "2019-10-01",
         "The forces of the Government of National Accord retreated from Gharyan on 29 September, leaving it to "
         "the Libyan National Army."),
        ("Gulf of Sidra Review", "2019-10-02",
         "Gharyan is again under Libyan National Army control, according to Fezzan Report."),
        ("Cyrene Observer", "2019-10-12",
         "Shells fell on the northern edge of Gharyan on Friday. The town is still controlled by the Libyan "
         "National Army."),
    ),
    {
        "2019-03-29": ((UNKNOWN,), (), None),
        "2019-03-31": ((SINGLE,), ("gna",), None),
        "2019-04-03": ((SINGLE,), ("gna",), None),
        "2019-04-04": ((AGREED, SINGLE), ("lna",), "2019-04-04"),
        "2019-05-01": ((AGREED,), ("lna",), "2019-04-04"),
        "2019-06-25": ((AGREED,), ("lna",), "2019-04-04"),
        "2019-06-26": ((AGREED, CONTESTED), ("gna",), "2019-06-26"),
        "2019-07-15": ((AGREED,), ("gna",), "2019-06-26"),
        "2019-09-28": ((AGREED,), ("gna",), "2019-06-26"),
        "2019-09-29": ((AGREED,), ("lna",), "2019-09-29"),
        "2019-10-15": ((AGREED,), ("lna",), "2019-09-29"),
        "2021-01-01": ((UNKNOWN,), (), None),
    },
)  # fmt: skip

KIDAL = Told(
    "Kidal",
    {
        "actor:mnla": "mnla",
        "actor:ansar-dine": "ansar",
        "actor:mali": "mali",
        "actor:malian-armed-forces": "mali",
        "actor:mali/army": "mali",
    },
    (
        ("Bamako Courier", "2012-03-25",
         "Kidal remains in the hands of the Malian army, though rebels have surrounded it."),
        ("Niger Bend Times", "2012-03-31",
         "Tuareg rebels of the National Movement for the Liberation of Azawad marched into Kidal on Friday. The "
         "garrison had deserted its barracks in the night, a teacher in the town said by telephone."),
        ("Azawad Monitor Service", "2012-03-31",
         "Tuareg rebels of the National Movement for the Liberation of Azawad marched into Kidal on Friday. The "
         "garrison had deserted its barracks in the night, a teacher in the town said by telephone."),
        ("Adrar Chronicle", "2012-04-01",
         "The National Movement for the Liberation of Azawad captured Kidal on 30 March."),
        ("Bamako Courier", "2012-04-01",
         "The Malian army confirmed that it had abandoned Kidal on Friday."),
        ("Sahel Evening Post", "2012-04-02",
         "Kidal has fallen into rebel hands: the National Movement for the Liberation of Azawad now runs the town, "
         "the Adrar Chronicle reported."),
        ("Niger Bend Times", "2012-07-01",
         "Ansar Dine has expelled the National Movement for the Liberation of Azawad from Kidal. Its men took over "
         "the governor's office on Saturday and ordered cafes to close."),
        ("Azawad Monitor Service", "2012-07-02",
         "Ansar Dine has expelled the National Movement for the Liberation of Azawad from Kidal. Its men took over "
         "the governor's office on Saturday and ordered cafes to close."),
        ("Adrar Chronicle", "2012-07-02",
         "Ansar Dine seized control of Kidal from the National Movement for the Liberation of Azawad on 30 June."),
        ("Sahel Evening Post", "2012-07-03",
         "The Islamists of Ansar Dine are masters of Kidal, according to the Adrar Chronicle."),
        ("Bamako Courier", "2012-08-15",
         "Malian officers want to reconquer Kidal, which Ansar Dine has occupied since late June."),
        ("Adrar Chronicle", "2013-01-30",
         "Ansar Dine fled Kidal on Monday, 28 January, and the National Movement for the Liberation of Azawad "
         "moved in the same day and holds the town."),
        ("Bamako Courier", "2013-01-31",
         "The National Movement for the Liberation of Azawad says it regained Kidal on 28 January."),
        ("Adrar Chronicle", "2023-11-12",
         "The army's column is 20 kilometres from Kidal and exchanged fire with rebels of the National Movement "
         "for the Liberation of Azawad on Saturday."),
        ("Niger Bend Times", "2023-11-15",
         "Mali's army says its soldiers entered Kidal on Tuesday, eleven years after they were chased out. The "
         "Malian armed forces have secured the whole town, state television said."),
        ("Azawad Monitor Service", "2023-11-15",
         "Mali's army says its soldiers entered Kidal on Tuesday, eleven years after they were chased out. The "
         "Malian armed forces have secured the whole town, state television said."),
        ("Adrar Chronicle", "2023-11-15",
         "Malian troops captured Kidal on 14 November. The rebels said they had left the town for strategic "
         "reasons."),
    ),
    {
        "2012-03-26": ((SINGLE,), ("mali",), None),
        "2012-03-29": ((SINGLE,), ("mali",), None),
        "2012-03-30": ((AGREED, SINGLE), ("mnla",), "2012-03-30"),
        "2012-05-01": ((AGREED, SINGLE), ("mnla",), "2012-03-30"),
        "2012-06-29": ((AGREED, SINGLE), ("mnla",), "2012-03-30"),
        "2012-06-30": ((AGREED,), ("ansar",), "2012-06-30"),
        "2012-08-20": ((AGREED,), ("ansar",), "2012-06-30"),
        "2013-01-28": ((AGREED,), ("mnla",), "2013-01-28"),
        "2013-03-01": ((AGREED,), ("mnla",), "2013-01-28"),
        "2023-11-13": ((UNKNOWN,), (), None),
        "2023-11-14": ((AGREED,), ("mali",), "2023-11-14"),
        "2023-12-01": ((AGREED,), ("mali",), "2023-11-14"),
    },
)  # fmt: skip

KYAUKME = Told(
    "Kyaukme",
    {
        "actor:pdf-myanmar": "pdf",
        "actor:tatmadaw": "junta",
        "actor:sac-myanmar": "junta",
        "actor:myanmar": "junta",
        "actor:myanmar/army": "junta",
    },
    (
        ("Irrawaddy Basin News", "2023-10-30",
         "The military has kept a firm hold on Kyaukme since the coup, though the People's Defence Force ambushes "
         "its convoys."),
        ("Chindwin Herald", "2023-11-07",
         "Resistance fighters of the People's Defence Force have captured Kyaukme, the first district capital to "
         "fall to them. They raised the flag of the National Unity Government at the police station on Monday "
         "after four days of battle."),
        ("Upper Country Wire", "2023-11-07",
         "Resistance fighters of the People's Defence Force have captured Kyaukme, the first district capital to "
         "fall to them. They raised the flag of the National Unity Government at the police station on Monday "
         "after four days of battle."),
        ("Irrawaddy Basin News", "2023-11-08",
         "Kyaukme came under the control of the People's Defence Force on 6 November."),
        ("Delta Digest", "2023-11-09",
         "The People's Defence Force has conquered Kyaukme, Irrawaddy Basin News reported."),
        ("Sagaing Post", "2023-11-10",
         "Military spokesman Zaw Min Tun said that the Tatmadaw would soon recapture Kyaukme."),
        ("Sagaing Post", "2023-12-20",
         "Kyaukme has been run by the People's Defence Force since last month."),
        ("Chindwin Herald", "2024-02-12",
         "Myanmar's military has reoccupied Kyaukme. Columns of junta troops pushed into the burnt town on Sunday "
         "under cover of air strikes, and the People's Defence Force pulled its last units out across the railway."),
        ("Upper Country Wire", "2024-02-13",
         "Myanmar's military has reoccupied Kyaukme. Columns of junta troops pushed into the burnt town on Sunday "
         "under cover of air strikes, and the People's Defence Force pulled its last units out across the railway."),
        ("Irrawaddy Basin News", "2024-02-13",
         "The Myanmar military retook Kyaukme on 11 February."),
        ("Sagaing Post", "2024-02-14",
         "The National Unity Government confirmed that the People's Defence Force had withdrawn from Kyaukme on "
         "Sunday."),
        ("Delta Digest", "2024-02-14",
         "Junta forces regained Kyaukme, according to Irrawaddy Basin News."),
        ("Irrawaddy Basin News", "2024-04-01",
         "Junta soldiers control Kyaukme and its railway station, but the villages around belong to the "
         "resistance."),
        ("Sagaing Post", "2024-05-08",
         "Fierce fighting raged in Kyaukme on Tuesday. It was not clear who had the upper hand."),
        ("Chindwin Herald", "2024-05-10",
         "The People's Defence Force says it has taken back Kyaukme. A dawn raid on Thursday broke the military's "
         "line at the monastery, and by noon the soldiers were gone, three residents said."),
        ("Upper Country Wire", "2024-05-10",
         "The People's Defence Force says it has taken back Kyaukme. A dawn raid on Thursday broke the military's "
         "line at the monastery, and by noon the soldiers were gone, three residents said."),
        ("Irrawaddy Basin News", "2024-05-11",
         "The Myanmar military was driven from Kyaukme on 9 May by the People's Defence Force."),
        ("Delta Digest", "2024-05-12",
         "Kyaukme was recaptured by the People's Defence Force, Irrawaddy Basin News said."),
    ),
    {
        "2023-10-29": ((UNKNOWN, SINGLE), (), None),
        "2023-10-31": ((SINGLE,), ("junta",), None),
        "2023-11-05": ((SINGLE,), ("junta",), None),
        "2023-11-06": ((AGREED, SINGLE), ("pdf",), "2023-11-06"),
        "2023-11-30": ((AGREED,), ("pdf",), "2023-11-06"),
        "2024-02-10": ((AGREED,), ("pdf",), "2023-11-06"),
        "2024-02-11": ((AGREED,), ("junta",), "2024-02-11"),
        "2024-04-10": ((AGREED,), ("junta",), "2024-02-11"),
        "2024-05-07": ((AGREED, CONTESTED), ("junta",), "2024-02-11"),
        "2024-05-09": ((AGREED,), ("pdf",), "2024-05-09"),
        "2024-06-01": ((AGREED,), ("pdf",), "2024-05-09"),
        "2025-09-01": ((UNKNOWN,), (), None),
    },
)  # fmt: skip

WAD_MADANI = Told(
    "Wad Madani",
    {
        "actor:rsf": "rsf",
        "actor:sudanese-armed-forces": "saf",
        "actor:sudan": "saf",
        "actor:sudan/army": "saf",
    },
    (
        ("Khartoum Evening Mail", "2023-12-10",
         "Wad Madani, which the Sudanese army has controlled throughout the war, has taken in half a million "
         "people."),
        ("Gezira Standard", "2023-12-16",
         "The Rapid Support Forces attacked Wad Madani from the east on Friday. The army said that it had repelled "
         "the assault."),
        ("Blue Nile Gazette", "2023-12-19",
         "Wad Madani, refuge of half a million people who fled the capital, is in the hands of the Rapid Support "
         "Forces. The paramilitaries crossed the Hantoub bridge on Monday, and the army's First Division left its "
         "base without orders, witnesses said."),
        ("Kassala Bulletin", "2023-12-19",
         "Wad Madani, refuge of half a million people who fled the capital, is in the hands of the Rapid Support "
         "Forces. The paramilitaries crossed the Hantoub bridge on Monday, and the army's First Division left its "
         "base without orders, witnesses said."),
        ("Gezira Standard", "2023-12-20",
         "The Rapid Support Forces took Wad Madani on 18 December."),
        ("Khartoum Evening Mail", "2023-12-20",
         "Sudan's army acknowledged that its troops had withdrawn from Wad Madani on Monday and said that an "
         "investigation was under way."),
        ("Red Sea Reader", "2023-12-21",
         "The Rapid Support Forces have captured Wad Madani, the Gezira Standard reported."),
        ("Khartoum Evening Mail", "2024-06-01",
         "The Rapid Support Forces still rule Wad Madani. Markets have been looted and clinics are closed."),
        ("Gezira Standard", "2024-11-20",
         "Wad Madani has been under Rapid Support Forces control since December 2023."),
        ("Gezira Standard", "2025-01-10",
         "The army plans to march on Wad Madani within days, an officer said."),
        ("Blue Nile Gazette", "2025-01-12",
         "Crowds cheered in the streets of Port Sudan on Saturday as the army announced it had entered Wad Madani. "
         "The Rapid Support Forces, who had occupied the city for thirteen months, have been pushed out, the army "
         "said in a statement."),
        ("Kassala Bulletin", "2025-01-12",
         "Crowds cheered in the streets of Port Sudan on Saturday as the army announced it had entered Wad Madani. "
         "The Rapid Support Forces, who had occupied the city for thirteen months, have been pushed out, the army "
         "said in a statement."),
        ("Gezira Standard", "2025-01-12",
         "Sudanese troops recaptured Wad Madani on 11 January."),
        ("Khartoum Evening Mail", "2025-01-13",
         "The leader of the Rapid Support Forces conceded that his men had lost Wad Madani on Saturday."),
        ("Red Sea Reader", "2025-01-13",
         "The Sudanese army has reclaimed Wad Madani, the Gezira Standard said."),
        ("Blue Nile Gazette", "2025-03-06",
         "The Rapid Support Forces stormed back into Wad Madani on Wednesday night and now control the city "
         "centre, the market and all bridges, two aid workers said. Soldiers left in lorries for Sennar."),
        ("Kassala Bulletin", "2025-03-07",
         "The Rapid Support Forces stormed back into Wad Madani on Wednesday night and now control the city "
         "centre, the market and all bridges, two aid workers said. Soldiers left in lorries for Sennar."),
        ("Gezira Standard", "2025-03-07",
         "Wad Madani fell to the Rapid Support Forces on 5 March."),
        ("Khartoum Evening Mail", "2025-03-08",
         "The Sudanese army said that its units had evacuated Wad Madani on 5 March to spare civilians."),
        ("Red Sea Reader", "2025-03-08",
         "The Rapid Support Forces hold Wad Madani once again, according to the Gezira Standard."),
    ),
    {
        "2023-12-11": ((SINGLE,), ("saf",), None),
        "2023-12-17": ((SINGLE, AGREED), ("saf",), None),
        "2023-12-18": ((AGREED, SINGLE), ("rsf",), "2023-12-18"),
        "2024-01-15": ((AGREED,), ("rsf",), "2023-12-18"),
        "2024-06-02": ((AGREED,), ("rsf",), "2023-12-18"),
        "2024-12-01": ((AGREED,), ("rsf",), "2023-12-18"),
        "2025-01-10": ((AGREED,), ("rsf",), "2023-12-18"),
        "2025-01-11": ((AGREED, SINGLE), ("saf",), "2025-01-11"),
        "2025-02-20": ((AGREED, SINGLE), ("saf",), "2025-01-11"),
        "2025-03-04": ((AGREED, SINGLE), ("saf",), "2025-01-11"),
        "2025-03-05": ((AGREED,), ("rsf",), "2025-03-05"),
        "2025-03-20": ((AGREED,), ("rsf",), "2025-03-05"),
    },
)  # fmt: skip

KUPIANSK = Told(
    "Kupiansk",
    {
        "actor:russia": "ru",
        "actor:russian-ground-forces": "ru",
        "actor:russian-armed-forces": "ru",
        "actor:russia/army": "ru",
        "actor:russia/forces": "ru",
        "actor:ukraine": "ua",
        "actor:ukrainian-ground-forces": "ua",
        "actor:ukrainian-armed-forces": "ua",
        "actor:ukraine/army": "ua",
        "actor:ukraine/forces": "ua",
    },
    (
        ("Oskil Observer", "2022-02-28",
         "The mayor of Kupiansk surrendered the town to Russian troops on Sunday after they blew up the railway "
         "bridge. Armoured vehicles stood outside the council by evening."),
        ("Steppe Newswire", "2022-02-28",
         "The mayor of Kupiansk surrendered the town to Russian troops on Sunday after they blew up the railway "
         "bridge. Armoured vehicles stood outside the council by evening."),
        ("Slobozhan Sun", "2022-03-01",
         "Russian troops occupied Kupiansk on 27 February."),
        ("Dnipro Letter", "2022-03-02",
         "Kupiansk was handed over to the Russian army, the Slobozhan Sun reported."),
        ("Donets Daily", "2022-07-10",
         "Kupiansk, occupied by Russia since February, has become the seat of the occupation administration."),
        ("Donets Daily", "2022-09-08",
         "Ukraine may try to retake Kupiansk. Its troops are fifteen kilometres from the town, which is still "
         "Russian-held."),
        ("Oskil Observer", "2022-09-11",
         "Ukrainian soldiers hoisted their flag on the town hall of Kupiansk on Saturday, posting a photograph "
         "with the words that the town was and would be Ukraine. Ukraine's army has liberated Kupiansk, a regional "
         "official said."),
        ("Steppe Newswire", "2022-09-11",
         "Ukrainian soldiers hoisted their flag on the town hall of Kupiansk on Saturday, posting a photograph "
         "with the words that the town was and would be Ukraine. Ukraine's army has liberated Kupiansk, a regional "
         "official said."),
        ("Slobozhan Sun", "2022-09-11",
         "The Ukrainian army retook Kupiansk on 10 September."),
        ("Donets Daily", "2022-09-12",
         "Russia's defence ministry said that its troops had been withdrawn from Kupiansk on Saturday to regroup."),
        ("Dnipro Letter", "2022-09-12",
         "Ukrainian forces have freed Kupiansk, the Slobozhan Sun said."),
        ("Slobozhan Sun", "2023-08-10",
         "Kupiansk has been back in Ukrainian hands since September, but Russia shells it daily."),
        ("Slobozhan Sun", "2025-11-10",
         "Ukrainian forces control most of Kupiansk."),
        ("Oskil Observer", "2025-11-21",
         "Russia's defence ministry claimed on Thursday that its forces had captured Kupiansk. Kyiv dismissed the "
         "claim and said Ukrainian units still held the town."),
        ("Steppe Newswire", "2025-11-21",
         "Russia's defence ministry claimed on Thursday that its forces had captured Kupiansk. Kyiv dismissed the "
         "claim and said Ukrainian units still held the town."),
        ("Donets Daily", "2025-11-21",
         "Ukraine's General Staff denied that Kupiansk had fallen to Russia."),
        ("Oskil Observer", "2025-12-13",
         "Russian forces completed the capture of Kupiansk on Friday, moving through pipes beneath the river. "
         "Drone footage verified by this newspaper shows their flags in every district."),
        ("Steppe Newswire", "2025-12-14",
         "Russian forces completed the capture of Kupiansk on Friday, moving through pipes beneath the river. "
         "Drone footage verified by this newspaper shows their flags in every district."),
        ("Slobozhan Sun", "2025-12-14",
         "Ukrainian troops left Kupiansk on 12 December, and Russian forces have held all of it since."),
        ("Dnipro Letter", "2025-12-15",
         "Russia has control of all of Kupiansk, the Slobozhan Sun reported."),
    ),
    {
        "2022-02-26": ((UNKNOWN,), (), None),
        "2022-02-27": ((AGREED,), ("ru",), "2022-02-27"),
        "2022-04-15": ((AGREED,), ("ru",), "2022-02-27"),
        "2022-08-01": ((AGREED,), ("ru",), "2022-02-27"),
        "2022-09-09": ((AGREED,), ("ru",), "2022-02-27"),
        "2022-09-10": ((AGREED,), ("ua",), "2022-09-10"),
        "2022-12-01": ((AGREED,), ("ua",), "2022-09-10"),
        "2023-09-01": ((AGREED, SINGLE), ("ua",), None),
        "2025-11-15": ((SINGLE, AGREED), ("ua",), None),
        "2025-11-21": ((CONTESTED,), ("ua", "ru"), None),
        "2025-12-12": ((AGREED,), ("ru",), None),
        "2025-12-31": ((AGREED,), ("ru",), None),
    },
)  # fmt: skip

WORLDS = (ZINJIBAR, GHARYAN, KIDAL, KYAUKME, WAD_MADANI, KUPIANSK)
