"""Places told by outlets in words written before the program had been asked of them, with what must be answered worked out by hand.

Outlets and words are made up; the courses of events borrow from the public record. The first run of the twelve worlds that these are
of answered 76 of 144 days right.
"""

from __future__ import annotations

from dataclasses import dataclass

A, S, C, U = "agreed", "single-source", "contested", "unknown"


@dataclass(frozen=True)
class Stranger:
    """`sides`: words of the actor ids that make a side; `asked`: day to the states that are right, and where they are asked for, the
    sides that hold the place, since when, and the status of every position."""

    place: str
    sides: dict[str, tuple[str, ...]]
    reports: tuple[tuple[str, str, str], ...]
    asked: dict[str, tuple[tuple[str, ...], tuple[str, ...] | None, str | None, str | None]]


MASISI = Stranger(
    'Masisi',
    {
        'm23': ('m23', 'march-23', 'congo-river-alliance'),
        'drc': ('congo', 'fardc', 'drc', 'wazalendo'),
    },
    (
        ('Great Lakes Agency', '2024-12-28',
         'GOMA - Clashes between M23 rebels and the Congolese army are drawing closer to Masisi, the chief town of '
         'the territory of the same name, which the army holds together with local militias.'),
        ('Great Lakes Agency', '2025-01-05',
         "GOMA - M23 rebels took control of Masisi on Saturday, the territory's member of parliament and a civil "
         'society leader told the agency. They held a meeting with residents at the stadium.'),
        ('Bukavu Daily', '2025-01-05',
         "M23 rebels took control of Masisi on Saturday, the territory's member of parliament and a civil society "
         'leader said. They held a meeting with residents at the stadium.'),
        ('M23', '2025-01-05',
         'We have come to free the people of Masisi. Our movement has been present in Masisi-centre since yesterday '
         'and guarantees security for all.'),
        ('Kivu Matin', '2025-01-06',
         'The town of Masisi passed into the hands of M23 on January 4. The territorial administrator fled to '
         'Nyabiondo with what was left of the police.'),
        ('Congolese Armed Forces', '2025-01-06',
         'The army has not been defeated. Operations to recapture Masisi are under way.'),
        ('Kivu Matin', '2025-01-09',
         'M23 has been chased from Masisi. Soldiers of the Congolese army, helped by Wazalendo fighters, retook the '
         'town on Wednesday after two days of combat on the heights.'),
        ('Congolese Armed Forces', '2025-01-09',
         'The armed forces of the Democratic Republic of the Congo announce to the nation that they recovered Masisi'
         ' and the surrounding hills on 8 January.'),
        ('Great Lakes Agency', '2025-01-09',
         "GOMA - Congo's army pushed M23 rebels out of Masisi on Wednesday, four days after it lost the town, local "
         'sources said.'),
        ('Bukavu Daily', '2025-01-09',
         "Congo's army pushed M23 rebels out of Masisi on Wednesday, four days after it lost the town, local sources"
         ' said. Thousands of people are still on the road.'),
        ('Great Lakes Agency', '2025-01-11',
         'GOMA - The M23 rebel group reoccupied Masisi on Friday, a humanitarian worker and two residents said, in '
         'another twist of a week in which the town has changed hands twice.'),
        ('Bukavu Daily', '2025-01-12',
         'The M23 rebel group reoccupied Masisi on Friday, a humanitarian worker and two residents said, in another '
         'twist of a week in which the town has changed hands twice.'),
        ('Kivu Matin', '2025-01-12',
         'Back to square one: since Friday Masisi is once again controlled by M23, and the army has withdrawn '
         'towards Walikale.'),
        ('Notes from the Virunga', '2025-01-13',
         'Three flags in seven days. M23 seized Masisi on 4 January, the army got it back on 8 January, and on 10 '
         "January the rebels returned. The army's claim of a lasting victory was premature."),
        ('Congolese Armed Forces', '2025-01-14',
         'Contrary to rumours spread on social networks, our forces are bombarding enemy positions around Masisi.'),
        ('Notes from the Virunga', '2025-02-20',
         'Everybody looks at Goma and Bukavu. In Masisi, where M23 is in power, schools have reopened.'),
    ),
    {
        '2024-12-27': (('unknown', 'single-source'), None, None, None),
        '2024-12-30': (('single-source',), ('drc',), None, 'confirmed'),
        '2025-01-03': (('single-source',), ('drc',), None, None),
        '2025-01-04': (('agreed',), ('m23',), '2025-01-04', 'confirmed'),
        '2025-01-05': (('agreed',), ('m23',), '2025-01-04', 'confirmed'),
        '2025-01-07': (('agreed',), ('m23',), '2025-01-04', 'confirmed'),
        '2025-01-08': (('agreed',), ('drc',), '2025-01-08', 'confirmed'),
        '2025-01-09': (('agreed',), ('drc',), '2025-01-08', 'confirmed'),
        '2025-01-10': (('agreed',), ('m23',), '2025-01-10', 'confirmed'),
        '2025-01-14': (('agreed',), ('m23',), '2025-01-10', 'confirmed'),
        '2025-02-21': (('agreed',), ('m23',), '2025-01-10', 'confirmed'),
        '2025-03-05': (('agreed', 'single-source'), ('m23',), '2025-01-10', 'confirmed'),
    },
)  # fmt: skip

ADAN_YABAAL = Stranger(
    'Adan Yabaal',
    {
        'shabaab': ('shabaab',),
        'gov': ('somali', 'macawis', 'ma-awisley'),
    },
    (
        ('Mogadishu Press Agency', '2022-11-20',
         'MOGADISHU - Somali government troops and clan fighters are closing in on Adan Yabaal, which al-Shabaab has'
         ' used as its headquarters in Middle Shabelle for years and still controls.'),
        ('Somali Ministry of Information', '2022-12-06',
         'The Somali National Army today took full control of the strategic town of Adan Yabaal. The Khawarij have '
         'been wiped out there.'),
        ('Mogadishu Press Agency', '2022-12-06',
         "Somalia's army has captured Adan Yabaal, an al-Shabaab stronghold, without facing resistance, the state "
         'news agency and two residents said on Tuesday. The militants had vacated the town hours earlier.'),
        ('Banadir Times', '2022-12-07',
         "Somalia's army has captured Adan Yabaal, an al-Shabaab stronghold, without facing resistance, the state "
         'news agency and two residents said on Tuesday. The militants had vacated the town hours earlier.'),
        ('Shabelle Chronicle', '2022-12-08',
         'The mayor-designate told us from Adan Yabaal that soldiers have been running the town since Tuesday and '
         'wells are being dug.'),
        ('East Africa Brief', '2022-12-30',
         "The government's best moment was the recapture of Adan Yabaal on December 6. Holding it will be harder."),
        ('Shabelle Chronicle', '2025-02-20',
         'Al-Shabaab mortars hit Adan Yabaal overnight. Government forces have kept control of the town for more '
         'than two years.'),
        ('Radio Andalus', '2025-04-16',
         'The mujahideen of Harakat al-Shabaab al-Mujahideen conquered the city of Adan Yabaal this morning and '
         'seized a large quantity of weapons.'),
        ('Mogadishu Press Agency', '2025-04-16',
         'Al-Shabaab fighters stormed and seized Adan Yabaal on Wednesday, a military officer and residents said. '
         "'After early morning prayers, we heard a deafening explosion, then gunfire', said a mother of four. Troops"
         ' have retreated to a town nearby.'),
        ('Banadir Times', '2025-04-17',
         'Al-Shabaab fighters stormed and seized Adan Yabaal on Wednesday, a military officer and residents said. '
         "'After early morning prayers, we heard a deafening explosion, then gunfire', said a mother of four. Troops"
         ' have retreated to a town nearby.'),
        ('Somali Ministry of Information', '2025-04-17',
         'The ministry rejects as propaganda the claim that the Khawarij have captured Adan Yabaal.'),
        ('Shabelle Chronicle', '2025-04-18',
         "Elders confirm that Adan Yabaal was lost on Wednesday and that al-Shabaab's flag now flies over its police"
         ' station.'),
        ('Somali Ministry of Information', '2025-04-25',
         'The army made a tactical withdrawal from Adan Yabaal on 16 April, the minister conceded.'),
        ('East Africa Brief', '2025-05-10',
         "Adan Yabaal, in al-Shabaab's possession since mid-April, is where the offensive of 2022 died."),
        ('Mogadishu Press Agency', '2025-07-06',
         'Somali forces backed by Ugandan helicopters regained Adan Yabaal on Saturday, three officials and a '
         'shopkeeper said.'),
        ('Banadir Times', '2025-07-06',
         'Somali forces backed by Ugandan helicopters regained Adan Yabaal on Saturday, three officials and a '
         'shopkeeper said.'),
        ('Shabelle Chronicle', '2025-07-08',
         'Al-Shabaab was pushed out of Adan Yabaal at the weekend and the Somali army is in charge of the town, its '
         'new commissioner told a crowd.'),
    ),
    {
        '2022-11-22': (('single-source',), ('shabaab',), None, 'confirmed'),
        '2022-12-05': (('single-source',), ('shabaab',), None, 'confirmed'),
        '2022-12-06': (('agreed',), ('gov',), '2022-12-06', 'confirmed'),
        '2023-01-15': (('agreed',), ('gov',), '2022-12-06', 'confirmed'),
        '2025-02-21': (('single-source', 'agreed'), ('gov',), None, 'confirmed'),
        '2025-04-15': (('single-source', 'agreed'), ('gov',), None, None),
        '2025-04-16': (('agreed', 'contested'), None, None, None),
        '2025-05-01': (('agreed',), ('shabaab',), '2025-04-16', 'confirmed'),
        '2025-05-20': (('agreed',), ('shabaab',), '2025-04-16', 'confirmed'),
        '2025-07-04': (('agreed',), ('shabaab',), '2025-04-16', None),
        '2025-07-05': (('agreed',), ('gov',), '2025-07-05', 'confirmed'),
        '2025-07-25': (('agreed',), ('gov',), '2025-07-05', 'confirmed'),
    },
)  # fmt: skip

HADRUT = Stranger(
    'Hadrut',
    {
        'az': ('azerbaijan',),
        'arm': ('armenia', 'artsakh', 'karabakh'),
    },
    (
        ('Caucasus Report Agency', '2020-10-05',
         'STEPANAKERT - Hadrut, a town in the south of Nagorno-Karabakh that Armenian forces have held since 1992, '
         'came under artillery fire again on Monday.'),
        ('Ministry of Defence of Azerbaijan', '2020-10-09',
         'The city of Hadrut and several villages have been liberated from occupation by the Azerbaijani army.'),
        ('Artsakh Defence Army', '2020-10-10',
         'The statement of Azerbaijan about the capture of Hadrut is a lie. The town is under the control of our '
         'units.'),
        ('Caucasus Report Agency', '2020-10-15',
         "Azerbaijan's army took Hadrut on Wednesday, two Armenian soldiers who had escaped said."),
        ('Kura Gazette', '2020-10-15',
         "Azerbaijan's army took Hadrut on Wednesday, two Armenian soldiers who had escaped said."),
        ('Mountain Black Garden Blog', '2020-10-18',
         'The fall of Hadrut to Azerbaijan on 14 October is no longer disputed by anyone in Yerevan.'),
        ('Artsakh Defence Army', '2020-10-20',
         'Our units left Hadrut on 14 October after heavy fighting.'),
        ('Baku Courant', '2020-11-20',
         "Soldiers of Azerbaijan patrol Hadrut, which has been under Baku's control since mid-October."),
    ),
    {
        '2020-10-06': (('single-source',), ('arm',), None, 'confirmed'),
        '2020-10-08': (('single-source',), ('arm',), None, 'confirmed'),
        '2020-10-10': (('contested', 'agreed', 'single-source'), None, None, None),
        '2020-10-12': (('contested',), ('arm', 'az'), None, None),
        '2020-10-14': (('agreed', 'contested'), None, None, None),
        '2020-10-16': (('agreed', 'contested'), None, None, None),
        '2020-10-19': (('agreed', 'contested'), None, None, None),
        '2020-10-21': (('agreed',), ('az',), None, 'confirmed'),
        '2020-11-01': (('agreed',), ('az',), None, 'confirmed'),
        '2020-11-25': (('agreed',), ('az',), None, 'confirmed'),
        '2020-12-10': (('agreed',), ('az',), None, 'confirmed'),
        '2020-12-18': (('agreed',), ('az',), None, 'confirmed'),
    },
)  # fmt: skip

WORLDS = (MASISI, ADAN_YABAAL, HADRUT)
