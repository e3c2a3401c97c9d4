"""Twelve more places told by strangers, read by nobody who mends until the program had been asked of them: 130 of 144 days were right then.

Outlets and words are made up; the courses of events borrow from the public record or are made up. Every day is asked with all reports known.
"""

from __future__ import annotations

from stranger_worlds import Stranger

# fmt: off

A, S, C, U = "agreed", "single-source", "contested", "unknown"


AL_QARYATAYN = Stranger(
    'Al-Qaryatayn',
    {
        'gov': (
            'government-of-syria', 'syrian-ar', 'syrian-gov', 'syria/', 'assad', 'national-defen',
            'damascus',
        ),
        'isl': (
            'islamic-state', 'isis', 'isil', 'daesh', 'dawla',
        ),
    },
    (
        ('Levant Wire', '2017-09-18',
         'Al-Qaryatayn, in the desert south-east of Homs, is held by the Syrian army, which uses '
         'the town as a rear base for its push towards Deir ez-Zor. Air strikes hit Islamic State '
         'positions near al-Sukhnah on Sunday, killing four fighters.'),
        ('Homs Conflict Monitor', '2017-10-01',
         'Dozens of Islamic State fighters stormed al-Qaryatayn before dawn today and seized the '
         'town after the army checkpoints at its entrances collapsed. At least eleven soldiers '
         'were killed. The road to Mahin is closed.'),
        ('Levant Wire', '2017-10-02',
         'Islamic State overran al-Qaryatayn on Sunday, residents reached by telephone said, in '
         "the group's boldest raid for months. Shops were shut and gunmen read out names through "
         'loudspeakers. Warplanes circled over the town on Monday, but no strikes were reported.'),
        ('Orontes Daily', '2017-10-02',
         'Islamic State overran al-Qaryatayn on Sunday, residents reached by telephone said, in '
         "the group's boldest raid for months. Shops were shut and gunmen read out names through "
         'loudspeakers. Warplanes circled over the town on Monday.'),
        ('Media Office of the Syrian Arab Army', '2017-10-09',
         'Units of the Syrian Arab Army, backed by artillery, advanced in the hills north of '
         'al-Qaryatayn on Monday and cut the track to the east. The ring around the terrorists is '
         'being tightened. The town will be cleansed of Daesh in the coming days.'),
        ('Homs Conflict Monitor', '2017-10-12',
         'Al-Qaryatayn remains under the control of Islamic State, eleven days after the attack. '
         "Army shelling of the town's eastern edge wounded six civilians on Wednesday. Further "
         'north, the army shelled Uqayribat.'),
        ('Media Office of the Syrian Arab Army', '2017-10-21',
         'The Syrian Arab Army today took full control of the town of al-Qaryatayn after '
         'destroying the last pockets of Daesh terrorists there. Engineering units are clearing '
         'mines from the streets.'),
        ('Badia Post', '2017-10-22',
         'The Media Office of the Syrian Arab Army reports that the army took full control of '
         'al-Qaryatayn on Saturday. The statement gave no casualty figures.'),
        ('Homs Conflict Monitor', '2017-10-30',
         'The army recaptured al-Qaryatayn on 21 October and has held the town since. More than 70'
         " civilians were killed during the three weeks of Islamic State's presence, according to "
         'our count. The bodies of 35 of them were found in the streets.'),
        ('Levant Wire', '2017-11-14',
         'Islamic State said in an online statement that its fighters had captured al-Qaryatayn '
         'again on Tuesday. The statement could not be verified. The Syrian army made no comment, '
         'and telephone lines to the area were down.'),
        ('Orontes Daily', '2017-11-15',
         'Islamic State said in an online statement that its fighters had captured al-Qaryatayn '
         'again on Tuesday. The statement could not be verified. The Syrian army made no comment.'),
        ('Badia Post', '2017-11-16',
         'According to Levant Wire, Islamic State says that it captured al-Qaryatayn on Tuesday. '
         'The army has made no comment, the agency adds.'),
        ('Homs Conflict Monitor', '2017-11-22',
         'Russian warplanes carried out nine raids on al-Qaryatayn and the hills around it on '
         'Tuesday. Two children were killed. Clashes were reported on the road from Mahin.'),
    ),
    {
        '2017-08-25': ((U,), None, None, None),
        '2017-09-20': ((S,), ('gov',), None, 'confirmed'),
        '2017-10-01': ((A,), ('isl',), '2017-10-01', 'confirmed'),
        '2017-10-03': ((A,), ('isl',), '2017-10-01', 'confirmed'),
        '2017-10-10': ((A,), ('isl',), '2017-10-01', 'confirmed'),
        '2017-10-13': ((A,), ('isl',), '2017-10-01', 'confirmed'),
        '2017-10-21': ((A,), ('gov',), '2017-10-21', 'confirmed'),
        '2017-10-23': ((A,), ('gov',), '2017-10-21', 'confirmed'),
        '2017-10-31': ((A,), ('gov',), '2017-10-21', 'confirmed'),
        '2017-11-08': ((A,), ('gov',), '2017-10-21', 'confirmed'),
        '2017-11-14': ((S,), ('isl',), '2017-11-14', 'claimed'),
        '2017-11-17': ((S,), ('isl',), '2017-11-14', 'claimed'),
    },
)

SNIHURIVKA = Stranger(
    'Snihurivka',
    {
        'ukr': (
            'ukrain', 'kyiv', 'kiev', 'zelensk', 'afu', 'zsu', 'territorial-defen',
        ),
        'rus': (
            'russia', 'moscow', 'kremlin', 'putin', 'rf-armed', 'wagner',
        ),
    },
    (
        ('Black Sea Press', '2022-03-10',
         'Ukrainian forces control Snihurivka, a railway town on the Inhulets east of Mykolaiv, '
         'and have dug trenches along its southern edge. Russian rockets struck a grain store near'
         ' Bashtanka on Wednesday, killing two workers.'),
        ('Russian Ministry of Defence', '2022-03-19',
         'Units of the Russian Armed Forces took full control of the town of Snihurivka in '
         'Mykolaiv region today. Up to 60 Ukrainian servicemen and nine armoured vehicles were '
         'destroyed. High-precision weapons also struck a fuel depot near Voznesensk.'),
        ('Front Digest', '2022-03-20',
         'The Russian Ministry of Defence reports that Russian units took full control of '
         'Snihurivka on Saturday. Nine armoured vehicles were destroyed, the ministry says.'),
        ('Inhulets Radio', '2022-03-21',
         'SNIHURIVKA FALLS. The town fell to Russian troops on Saturday after a night of shelling,'
         ' and there have been checkpoints on its main street ever since. There is no water and no'
         ' electricity. Some 40 people reached Bashtanka on foot on Sunday.'),
        ('Black Sea Press', '2022-03-28',
         'Ukrainian artillery hit an ammunition dump in Russian-held Snihurivka on Sunday. An '
         'adviser to the regional governor said that the army intends to take the town back before'
         " Easter. Shelling of Mykolaiv's suburbs killed three people the same day."),
        ('Black Sea Press', '2022-04-02',
         'Snihurivka is back in Ukrainian hands. Ukrainian troops recaptured it on Saturday in an '
         'assault that began at dawn, and a correspondent saw their vehicles parked outside the '
         'station by noon. Burnt-out Russian armour lay along the road to Bashtanka.'),
        ('The Meridian', '2022-04-03',
         'Snihurivka is back in Ukrainian hands. Ukrainian troops recaptured it on Saturday in an '
         'assault that began at dawn, and vehicles were parked outside the station by noon. '
         'Burnt-out Russian armour lay along the road to Bashtanka.'),
        ('Russian Ministry of Defence', '2022-04-04',
         'In order to preserve the lives of servicemen, Russian units were withdrawn from the town'
         ' of Snihurivka on 2 April to more favourable positions in the south. The shelling of '
         "Kherson's outskirts by Ukrainian artillery caused no casualties."),
        ('Russian Ministry of Defence', '2022-04-14',
         'Russian troops captured Snihurivka today. The remnants of a Ukrainian brigade are '
         'retreating towards Bashtanka. Four drones were shot down in Kherson region.'),
        ('Front Digest', '2022-04-14',
         'Russian troops captured Snihurivka on Thursday, the Russian Ministry of Defence reports.'
         ' Four drones were shot down in Kherson region, it says.'),
        ('Inhulets Radio', '2022-04-15',
         "The spokeswoman of the Ukrainian army's southern command denied on Friday that "
         'Snihurivka had been captured by Russian troops. "The town was not taken on Thursday and '
         'it has not been taken today. Our brigade holds it," she said. Shells fell on the station'
         ' and on Bashtanka overnight.'),
        ('Black Sea Press', '2022-04-20',
         'Russian troops took Snihurivka on Tuesday and now hold the whole town, people who had '
         "fled to Mykolaiv said. The spokeswoman of the Ukrainian army's southern command "
         'confirmed on Wednesday that Ukrainian units had withdrawn from Snihurivka the day '
         'before. Bashtanka came under rocket fire.'),
        ('The Meridian', '2022-04-21',
         'Russian troops took Snihurivka on Tuesday and now hold the whole town, people who had '
         "fled to Mykolaiv said. The spokeswoman of the Ukrainian army's southern command "
         'confirmed on Wednesday that Ukrainian units had withdrawn from Snihurivka the day '
         'before.'),
    ),
    {
        '2022-02-10': ((U,), None, None, None),
        '2022-03-12': ((S,), ('ukr',), None, 'confirmed'),
        '2022-03-19': ((A,), ('rus',), '2022-03-19', 'confirmed'),
        '2022-03-20': ((A,), ('rus',), '2022-03-19', 'confirmed'),
        '2022-03-25': ((A,), ('rus',), '2022-03-19', 'confirmed'),
        '2022-03-29': ((A,), ('rus',), '2022-03-19', 'confirmed'),
        '2022-04-02': ((A,), ('ukr',), '2022-04-02', 'confirmed'),
        '2022-04-05': ((A,), ('ukr',), '2022-04-02', 'confirmed'),
        '2022-04-11': ((A,), ('ukr',), '2022-04-02', 'confirmed'),
        '2022-04-14': ((C,), None, None, None),
        '2022-04-16': ((C,), None, None, None),
        '2022-04-21': ((A,), ('rus',), None, 'confirmed'),
    },
)

TORIT = Stranger(
    'Torit',
    {
        'gov': (
            'government-of-sudan', 'sudanese-arm', 'sudan-armed', 'sudanese-gov', 'sudanese-forc',
            'sudan/', 'khartoum', 'bashir',
        ),
        'reb': (
            'spla', 'splm', 'people-s-liberation', 'peoples-liberation', 'people-liberation', 'garang',
        ),
    },
    (
        ('Nile Basin News', '2002-08-20',
         'The Sudanese army holds Torit, the largest garrison east of the Nile, with some 3,000 '
         'men. Delegates at the peace talks in Machakos, Kenya, meet again this week. Rebels of '
         "the Sudan People's Liberation Army (SPLA) shelled an army convoy near Ngangala on "
         'Sunday.'),
        ('Equatoria Radio', '2002-09-01',
         "The Sudan People's Liberation Army captured Torit this morning after three days of "
         "fighting. The garrison's commander was among the dead. Families who had slept in the "
         'bush were walking home by the afternoon.'),
        ('General Command of the Sudanese Armed Forces', '2002-09-02',
         'Our valiant troops withdrew from the town of Torit on Sunday after inflicting heavy '
         'losses on the outlaws. They regrouped on the road to Juba. The Sudanese Armed Forces '
         'will not rest until Torit has been returned to the homeland.'),
        ('East African Gazette', '2002-09-03',
         'Equatoria Radio reports that the SPLA captured Torit on Sunday after three days of '
         "fighting. The garrison's commander was killed, according to the station."),
        ('Nile Basin News', '2002-09-12',
         'Khartoum has walked out of the Machakos talks in anger at the loss of Torit, which the '
         "SPLA seized on 1 September. An Antonov dropped fourteen bombs near the town's hospital "
         'on Wednesday, killing a nurse. The SPLA refused to pull back.'),
        ('Equatoria Radio', '2002-09-26',
         'The SPLA still controls Torit, where schools reopened on Monday. Two bombs fell near the'
         ' airstrip on Wednesday night; nobody was hurt. Herders said an army column was advancing'
         ' along the road from Juba.'),
        ('General Command of the Sudanese Armed Forces', '2002-10-03',
         'The armed forces took the village of Ngangala on Wednesday and destroyed an SPLA camp. '
         'Artillery is now striking the outlaws around Torit. We intend to enter the town within '
         'days.'),
        ('General Command of the Sudanese Armed Forces', '2002-10-08',
         'The Sudanese Armed Forces recaptured the town of Torit today and are in full control of '
         'it. The outlaws fled, leaving behind 45 dead and two tanks.'),
        ('Nile Basin News', '2002-10-10',
         'The SPLA admitted on Thursday that it had lost Torit. "Our fighters withdrew from the '
         'town on Tuesday and the Sudanese army is now there," an SPLA spokesman in Nairobi said. '
         'He denied that any tanks had been captured.'),
        ('Lakes Bulletin', '2002-10-11',
         'The SPLA admitted on Thursday that it had lost Torit. "Our fighters withdrew from the '
         'town on Tuesday and the Sudanese army is now there," an SPLA spokesman in Nairobi said.'),
        ('Nile Basin News', '2002-10-28',
         'The SPLA retook Torit on Sunday, aid workers in Lokichoggio said on Monday. Some of the '
         "garrison's soldiers had reached Juba on foot. The General Command in Khartoum did not "
         'answer questions about the town.'),
        ('East African Gazette', '2002-10-29',
         'The SPLA retook Torit on Sunday, aid workers in Lokichoggio said on Monday. Some of the '
         "garrison's soldiers had reached Juba on foot."),
        ('Lakes Bulletin', '2002-10-30',
         'Nile Basin News reports that Torit was retaken by the SPLA on Sunday. The agency cites '
         'aid workers in Lokichoggio.'),
        ('Equatoria Radio', '2002-11-04',
         'Antonovs bombed the road between Torit and Kapoeta on Sunday, killing three cattle '
         'traders. Mediators said that a ceasefire could be signed within the month.'),
    ),
    {
        '2002-07-15': ((U,), None, None, None),
        '2002-08-22': ((S,), ('gov',), None, 'confirmed'),
        '2002-09-01': ((A,), ('reb',), '2002-09-01', 'confirmed'),
        '2002-09-02': ((A,), ('reb',), '2002-09-01', 'confirmed'),
        '2002-09-13': ((A,), ('reb',), '2002-09-01', 'confirmed'),
        '2002-09-27': ((A,), ('reb',), '2002-09-01', 'confirmed'),
        '2002-10-05': ((A,), ('reb',), '2002-09-01', None),
        '2002-10-08': ((A,), ('gov',), '2002-10-08', 'confirmed'),
        '2002-10-12': ((A,), ('gov',), '2002-10-08', 'confirmed'),
        '2002-10-20': ((A,), ('gov',), '2002-10-08', 'confirmed'),
        '2002-10-27': ((S,), ('reb',), '2002-10-27', 'confirmed'),
        '2002-11-01': ((S,), ('reb',), '2002-10-27', 'confirmed'),
    },
)

CHARIKAR = Stranger(
    'Charikar',
    {
        'tal': (
            'taliban', 'taleban', 'talib', 'islamic-emirate', 'mullah-omar',
        ),
        'na': (
            'northern-alliance', 'united-front', 'united-islamic', 'massoud', 'masood', 'masud', 'jamiat',
            'rabbani', 'islamic-state-of-afghan',
        ),
    },
    (
        ('Central Asia Dispatch', '1996-10-04',
         'The Taliban control Charikar, the market town at the mouth of the Shomali plain, a week '
         "after they entered Kabul. Ahmad Shah Massoud's men have blown up the road at the "
         'entrance to the Panjshir valley. Aid agencies counted 8,000 displaced people in Jabal os'
         ' Saraj on Thursday.'),
        ('Parwan Voice', '1996-10-06',
         "Charikar is in the hands of the Taliban. The girls' schools are closed and white flags "
         'hang over the bazaar. Rockets fell on Gulbahar on Saturday without causing casualties.'),
        ('Central Asia Dispatch', '1996-10-18',
         'Northern Alliance fighters captured Charikar from the Taliban on Friday, a correspondent'
         ' travelling with them said. Trucks with prisoners drove north through the bazaar. '
         'Bagram, to the south-east, was under artillery fire.'),
        ('Peshawar Courier', '1996-10-19',
         'Northern Alliance fighters captured Charikar from the Taliban on Friday, a correspondent'
         ' travelling with them said. Trucks with prisoners drove north through the bazaar.'),
        ('Taliban Ministry of Information', '1996-10-19',
         'The Taliban Ministry of Information denies that Charikar was captured by the Northern '
         'Alliance on Friday. The report is a lie: Charikar is still held by the Taliban today, '
         'Saturday, and the enemy has been driven back to Jabal os Saraj.'),
        ('Parwan Voice', '1996-10-21',
         'The Northern Alliance is in full control of Charikar. Its soldiers guarded the '
         "governor's office on Monday and bakers opened for the first time in days. Mines killed "
         'two boys near Bagram.'),
        ('Taliban Ministry of Information', '1996-10-24',
         'Taliban forces withdrew from Charikar last Sunday, 20 October, to spare the lives of its'
         ' people. They have taken up strong positions north of Kabul, and the enemy will be '
         'punished.'),
        ('Central Asia Dispatch', '1996-11-02',
         'Taliban jets bombed Charikar, which is held by the Northern Alliance, for a second day '
         'on Saturday. Nine people died when a bomb struck the bus station. Taliban commanders in '
         'Kabul say they will retake the town before the snow.'),
        ('Taliban Ministry of Information', '1996-11-07',
         'Charikar was captured by the Taliban today. Large stocks of weapons were seized. God '
         'willing, Jabal os Saraj will be next.'),
        ('Silk Road Times', '1996-11-08',
         'The Taliban Ministry of Information reports that Charikar was captured by the Taliban on'
         ' Thursday. Large stocks of weapons were seized, according to the ministry.'),
        ('Central Asia Dispatch', '1996-11-20',
         'Rockets hit Bagram airfield on Tuesday and the Salang road was closed by snow. United '
         'Nations envoys travelled to Mazar-e Sharif for talks on a ceasefire.'),
        ('Central Asia Dispatch', '1996-11-29',
         'The town of Charikar was taken by the Northern Alliance on Friday after an attack from '
         'two sides. At least 60 men were killed. Fighting went on at Qarabagh after dark.'),
        ('Parwan Voice', '1996-12-01',
         'The Northern Alliance has held Charikar since Friday. Shops are open, but nobody has yet'
         ' dared to return to the villages along the road to Qarabagh, which was shelled again on '
         'Saturday.'),
        ('Peshawar Courier', '1996-12-01',
         'The town of Charikar was taken by the Northern Alliance on Friday after an attack from '
         'two sides. At least 60 men were killed.'),
    ),
    {
        '1996-09-01': ((U,), None, None, None),
        '1996-10-08': ((A,), ('tal',), None, 'confirmed'),
        '1996-10-18': ((C,), None, None, None),
        '1996-10-19': ((C,), None, None, None),
        '1996-10-22': ((A,), ('na',), None, 'confirmed'),
        '1996-10-26': ((A,), ('na',), None, 'confirmed'),
        '1996-11-03': ((A,), ('na',), None, 'confirmed'),
        '1996-11-07': ((S,), ('tal',), '1996-11-07', 'claimed'),
        '1996-11-09': ((S,), ('tal',), '1996-11-07', 'claimed'),
        '1996-11-18': ((S,), ('tal',), '1996-11-07', None),
        '1996-11-29': ((A,), ('na',), '1996-11-29', 'confirmed'),
        '1996-12-03': ((A,), ('na',), '1996-11-29', 'confirmed'),
    },
)

GHARYAN = Stranger(
    'Gharyan',
    {
        'lna': (
            'libyan-national-army', 'libya-national-army', 'lna', 'haftar', 'libyan-arab-armed', 'laaf',
            'hifter',
        ),
        'gna': (
            'national-accord', 'gna', 'volcano-of-rage', 'burkan', 'sarraj', 'serraj', 'tripoli',
        ),
    },
    (
        ('Maghreb Newswire', '2019-03-20',
         'Forces of the Government of National Accord (GNA) are in control of Gharyan, the '
         'mountain town that guards the southern road to the capital. The Libyan National Army '
         '(LNA) of Khalifa Haftar moved dozens of vehicles to Jufra on Tuesday. Diplomats are '
         'preparing a national conference in Ghadames.'),
        ('Media Office of the Libyan National Army', '2019-04-04',
         'The Libyan National Army took control of Gharyan today without a shot being fired. The '
         'people of the town welcomed our soldiers with flowers. The advance towards the capital '
         'continues.'),
        ('Maghreb Newswire', '2019-04-05',
         'The spokesman of the Libyan National Army told reporters in Benghazi that its troops had'
         ' taken Gharyan on Thursday. Telephone calls to the town hall went unanswered, and the '
         'GNA made no comment. The UN secretary-general left the country with what he called a '
         'heavy heart.'),
        ('Tunis Morning Post', '2019-04-05',
         'The spokesman of the Libyan National Army told reporters in Benghazi that its troops had'
         ' taken Gharyan on Thursday. Telephone calls to the town hall went unanswered, and the '
         'GNA made no comment.'),
        ('Media Office of the Libyan National Army', '2019-04-11',
         'Our armed forces remain in full control of Gharyan, and rumours spread by the militias '
         'will not change this. Air force planes destroyed an ammunition store near Aziziyah on '
         'Wednesday.'),
        ('Libya Frontline Monitor', '2019-04-12',
         'Weekly bulletin. At least 34 people were killed in clashes around Aziziyah and Qasr bin '
         'Ghashir. GNA aircraft bombed a fuel store outside Gharyan on Tuesday. The road from '
         'Tarhuna was closed for two days.'),
        ('Libya Frontline Monitor', '2019-04-19',
         'Weekly bulletin. GNA fighters attacked Gharyan on Thursday and were beaten back after '
         'several hours; both sides lost vehicles. Shelling of the Abu Salim district of Tripoli '
         'killed seven civilians on Tuesday night.'),
        ('Maghreb Newswire', '2019-04-26',
         'Fighters of the Government of National Accord seized Gharyan on Friday after a surprise '
         'attack at first light, a reporter in the town said. They paraded captured drones and '
         'crates of missiles in front of the hospital.'),
        ('Sahel Brief', '2019-04-27',
         'Maghreb Newswire reports that Gharyan was seized on Friday by fighters of the Government'
         ' of National Accord. The agency had a reporter in the town.'),
        ('Media Office of the Libyan National Army', '2019-04-28',
         'Units of the Libyan National Army withdrew from Gharyan on Friday after treachery by '
         'sleeper cells. Plans to bring the town back have been approved. The crime against our '
         'wounded will not go unpunished.'),
        ('Libya Frontline Monitor', '2019-05-10',
         "Weekly bulletin. The GNA holds Gharyan, although LNA fighters captured the town's "
         'al-Qawasim quarter on Wednesday. Air strikes on Aziziyah wounded four. No change was '
         'recorded at Tripoli airport.'),
        ('Media Office of the Libyan National Army', '2019-05-15',
         'The Libyan National Army today liberated the whole town of Gharyan. Dozens of militiamen'
         ' surrendered. Our next stop is Aziziyah.'),
        ('Maghreb Newswire', '2019-05-16',
         "A spokesman for the GNA's armed forces acknowledged on Thursday that Gharyan had been "
         'lost to the Libyan National Army the day before. He denied that men had surrendered. '
         'Doctors in Aziziyah received nineteen bodies.'),
        ('Tunis Morning Post', '2019-05-17',
         "A spokesman for the GNA's armed forces acknowledged on Thursday that Gharyan had been "
         'lost to the Libyan National Army the day before. He denied that men had surrendered.'),
    ),
    {
        '2019-02-15': ((U,), None, None, None),
        '2019-03-22': ((S,), ('gna',), None, 'confirmed'),
        '2019-04-04': ((S,), ('lna',), '2019-04-04', 'claimed'),
        '2019-04-06': ((S,), ('lna',), '2019-04-04', 'claimed'),
        '2019-04-13': ((S,), ('lna',), '2019-04-04', 'claimed'),
        '2019-04-19': ((S,), ('lna',), '2019-04-04', None),
        '2019-04-26': ((A,), ('gna',), '2019-04-26', 'confirmed'),
        '2019-04-29': ((A,), ('gna',), '2019-04-26', 'confirmed'),
        '2019-05-05': ((A,), ('gna',), '2019-04-26', 'confirmed'),
        '2019-05-11': ((A,), ('gna',), '2019-04-26', 'confirmed'),
        '2019-05-15': ((A,), ('lna',), '2019-05-15', 'confirmed'),
        '2019-05-20': ((A,), ('lna',), '2019-05-15', 'confirmed'),
    },
)

VAKARAI = Stranger(
    'Vakarai',
    {
        'gov': (
            'government-of-sri-lanka', 'sri-lankan-arm', 'sri-lanka-army', 'sri-lankan-gov',
            'sri-lankan-sec', 'sri-lankan-forc', 'sri-lanka/', 'colombo', 'rajapaksa',
        ),
        'ltte': (
            'ltte', 'liberation-tigers', 'tamil', 'tiger', 'prabhakaran', 'eelam',
        ),
    },
    (
        ('Batticaloa Evening Herald', '2006-04-28',
         'Families from Panichchankerni are sleeping in the churches of Vakarai after a week of '
         'shelling along the lagoon. The Sri Lankan army holds the town and has put up road blocks'
         ' at the market. Long-range shells landed near Kathiraveli on Thursday.'),
        ('Palk Strait News Service', '2006-05-02',
         'Vakarai remains in the hands of the Sri Lankan army, a church worker in the town said on'
         ' Tuesday. The Liberation Tigers of Tamil Eelam (LTTE) say that they will march on '
         "Batticaloa. Colombo has appealed to Norway's envoy for help."),
        ('Palk Strait News Service', '2006-05-19',
         'Vakarai was overrun by the LTTE on Friday, according to refugees who arrived by boat. '
         'The hospital and the fish market were in flames when they left. Valaichchenai, down the '
         'coast, was shelled through the night.'),
        ('Coromandel Times', '2006-05-20',
         'Vakarai was overrun by the LTTE on Friday, according to refugees who arrived by boat. '
         'The hospital and the fish market were in flames when they left.'),
        ('Information Office of the Sri Lankan Army', '2006-05-20',
         'Troops of the Sri Lankan army vacated Vakarai on Friday and occupied a new line of '
         'defence at Mankerni. More than 120 terrorists were killed in the two days of fighting. '
         'Reports that Batticaloa is besieged are false.'),
        ('Batticaloa Evening Herald', '2006-05-29',
         'Army shells fell on LTTE-held Vakarai from Saturday noon until Sunday morning. Two '
         'people were buried under the ruins of the bus stand. Rice has doubled in price in '
         'Batticaloa.'),
        ('Information Office of the Sri Lankan Army', '2006-06-10',
         'The Sri Lankan army recaptured Vakarai this morning. The terrorists have fled towards '
         'Kathiraveli, and troops are consolidating their positions. Eleven soldiers made the '
         'supreme sacrifice.'),
        ('Island Digest', '2006-06-11',
         'The Information Office of the Sri Lankan Army reports that Vakarai was recaptured on '
         'Saturday. Eleven soldiers were killed, it says.'),
        ('Batticaloa Evening Herald', '2006-06-14',
         'Vakarai is a town without roofs. The army retook it on Saturday, and on Tuesday officers'
         ' let householders walk back for an hour to collect what was left. The LTTE fired mortars'
         ' at Mankerni in the evening.'),
        ('Palk Strait News Service', '2006-06-22',
         'The LTTE said in a statement from London that its fighters had captured Vakarai on '
         'Thursday. An army spokesman in Colombo denied this. "The town was not captured. The Sri '
         'Lankan army holds Vakarai," he said, adding that an attack had been repulsed with heavy '
         'losses.'),
        ('Information Office of the Sri Lankan Army', '2006-06-25',
         'Vakarai is fully under the control of the Sri Lankan army. The bodies of 38 terrorists '
         "killed in Thursday's failed attack were handed to the Red Cross. Navy craft sank two "
         'boats off Trincomalee.'),
        ('Batticaloa Evening Herald', '2006-06-26',
         'The Sri Lankan army is in control of Vakarai, our reporter found on a visit to the town '
         'on Sunday. Soldiers were filling sandbags at the market. Shells could be heard from the '
         'direction of Kathiraveli.'),
        ('Palk Strait News Service', '2006-07-04',
         'The LTTE captured Vakarai on Monday, townspeople reaching Valaichchenai said. An army '
         'spokesman in Colombo conceded on Tuesday that troops had withdrawn from the town the day'
         ' before. The ICRC evacuated 60 wounded by sea.'),
        ('Coromandel Times', '2006-07-05',
         'The LTTE captured Vakarai on Monday, townspeople reaching Valaichchenai said. An army '
         'spokesman in Colombo conceded on Tuesday that troops had withdrawn from the town the day'
         ' before.'),
    ),
    {
        '2006-03-20': ((U,), None, None, None),
        '2006-05-04': ((A,), ('gov',), None, 'confirmed'),
        '2006-05-19': ((A,), ('ltte',), '2006-05-19', 'confirmed'),
        '2006-05-21': ((A,), ('ltte',), '2006-05-19', 'confirmed'),
        '2006-05-30': ((A,), ('ltte',), '2006-05-19', 'confirmed'),
        '2006-06-10': ((A,), ('gov',), '2006-06-10', 'confirmed'),
        '2006-06-11': ((A,), ('gov',), '2006-06-10', 'confirmed'),
        '2006-06-15': ((A,), ('gov',), '2006-06-10', 'confirmed'),
        '2006-06-22': ((C,), None, None, None),
        '2006-06-27': ((A,), ('gov',), None, 'confirmed'),
        '2006-07-03': ((A,), ('ltte',), '2006-07-03', 'confirmed'),
        '2006-07-06': ((A,), ('ltte',), '2006-07-03', 'confirmed'),
    },
)

BAIJI = Stranger(
    'Baiji',
    {
        'gov': (
            'government-of-iraq', 'iraqi', 'iraq-army', 'iraq/', 'iraq-government', 'iraq-ministry',
            'popular-mobil', 'hashd', 'federal-police',
        ),
        'is': (
            'islamic-state', 'isil', 'isis', 'daesh', 'caliphate',
        ),
    },
    (
        ('Mesopotamia News Agency', '2014-11-03',
         'The town of Baiji, north of Tikrit, has been in the hands of Islamic State fighters '
         'since 11 June. Residents reached by telephone said that flour and cooking gas were '
         'running short. Army helicopters struck two depots near the town on Sunday, a security '
         'source said.'),
        ('Tigris Conflict Monitor', '2014-11-06',
         'Islamic State has controlled Baiji since 11 June and mans a checkpoint at its southern '
         'entrance. Iraqi government columns are advancing from Tikrit along the main highway; by '
         'Wednesday evening their lead vehicles were 15 kilometres from the town. Eight roadside '
         'bombs were recorded on that stretch this week.'),
        ('Iraqi Ministry of Defence', '2014-11-14',
         'Our armed forces liberated the town of Baiji today and raised the Iraqi flag over the '
         'local council building. The enemy left behind dozens of dead and eleven vehicles. '
         'Operations continue in the direction of the refinery.'),
        ('Mesopotamia News Agency', '2014-11-15',
         'Iraqi government troops retook Baiji on Friday after three weeks of fighting, ending '
         'five months of Islamic State control. A colonel said that engineers were clearing bombs '
         'from the main street. The oil refinery outside the town remained under siege by the '
         'militants on Saturday.'),
        ('Salahaddin Radio', '2014-11-15',
         'Iraqi government troops retook Baiji on Friday after three weeks of fighting, ending '
         'five months of Islamic State control. A colonel said engineers were clearing bombs from '
         'the main street. The oil refinery outside the town was still under siege by the '
         'militants on Saturday.'),
        ('Tigris Conflict Monitor', '2014-11-24',
         'Mortar shells fell on Baiji on Sunday, killing four people in a queue for bread. '
         'Government forces, who have held the town since 14 November, beat back an attempt by '
         'Islamic State fighters to reach its western quarter. In Siniyah, to the west, the '
         'militants executed two former policemen.'),
        ('Mesopotamia News Agency', '2014-12-18',
         'BAIJI LOST AGAIN. Islamic State militants recaptured the town of Baiji on Wednesday. The'
         ' soldiers who had been defending it drove south in a long column, leaving artillery '
         'behind. Coalition aircraft bombed the highway on Thursday.'),
        ('Iraqi Ministry of Defence', '2014-12-19',
         'Our units withdrew from Baiji on Wednesday and have taken up prepared lines south of the'
         ' town. The step was a tactical one. The town will be liberated at a time of our '
         'choosing.'),
        ('Gulf Morning Post', '2014-12-19',
         'The Mesopotamia News Agency reports that Islamic State militants recaptured Baiji on '
         'Wednesday. According to the agency, the soldiers who had been defending the town drove '
         'south and left artillery behind.'),
        ('Tigris Conflict Monitor', '2014-12-29',
         'Coalition aircraft bombed Baiji four times on Sunday, hitting a workshop for car bombs. '
         'Islamic State remained in control of the town. The offensive that the government '
         'announced for December has not begun.'),
        ('Mesopotamia News Agency', '2015-01-12',
         'Government forces attacked Baiji from three sides on Sunday but were driven back with '
         'the loss of 17 men. Islamic State has held the town since 17 December. The provincial '
         'governor said that Baiji would be in government hands by the end of the month.'),
        ('Iraqi Ministry of Defence', '2015-01-20',
         'The town of Baiji was liberated this morning by the Iraqi army and the volunteers of the'
         ' Popular Mobilisation. Terrorist remnants are being pursued towards the Makhoul hills. '
         'We congratulate the Iraqi people.'),
        ('Gulf Morning Post', '2015-01-21',
         'The Iraqi Ministry of Defence says that the town of Baiji was liberated on Tuesday by '
         'the army and the volunteers of the Popular Mobilisation. Terrorist remnants were being '
         'pursued towards the Makhoul hills, according to the ministry.'),
        ('Mesopotamia News Agency', '2015-01-24',
         'Two suicide bombers blew themselves up at an army post in Siniyah on Friday, killing '
         'nine soldiers. Reporters have not been able to reach nearby Baiji, which the Ministry of'
         ' Defence says its troops liberated on Tuesday. Telephone lines to the town are cut.'),
    ),
    {
        '2014-06-01': ((U,), None, None, None),
        '2014-11-08': ((A,), ('is',), '2014-06-11', 'confirmed'),
        '2014-11-14': ((A,), ('gov',), '2014-11-14', 'confirmed'),
        '2014-11-15': ((A,), ('gov',), '2014-11-14', 'confirmed'),
        '2014-11-23': ((A,), ('gov',), '2014-11-14', 'confirmed'),
        '2014-12-08': ((A,), ('gov',), '2014-11-14', None),
        '2014-12-17': ((A,), ('is',), '2014-12-17', 'confirmed'),
        '2014-12-19': ((A,), ('is',), '2014-12-17', 'confirmed'),
        '2014-12-30': ((A,), ('is',), '2014-12-17', 'confirmed'),
        '2015-01-11': ((A,), ('is',), '2014-12-17', 'confirmed'),
        '2015-01-20': ((S,), ('gov',), '2015-01-20', 'claimed'),
        '2015-01-26': ((S,), ('gov',), '2015-01-20', 'claimed'),
    },
)

BARA = Stranger(
    'Bara',
    {
        'arm': (
            'sudanese-armed', 'sudanese-army', 'sudan-armed', 'sudan-army', 'army-of-sudan',
            'government-of-sudan', 'sudan/army', 'sudan/armed', 'sudan/gov', 'sudan/mil', 'saf', 'burhan',
        ),
        'rsf': (
            'rapid-support', 'rsf', 'hemed', 'dagalo', 'janjaweed',
        ),
    },
    (
        ('Kordofan Herald', '2025-09-01',
         'The Rapid Support Forces control Bara, where their men collect fees at the market and on'
         ' the El Obeid road. Army drones struck a fuel store in the town on Sunday, and three '
         'traders were burned to death. The wells at Um Sayala are reported to be dry.'),
        ('Nile Wire Agency', '2025-09-12',
         'The Sudanese army captured Bara on Thursday in a two-pronged push from El Obeid, 50 '
         'kilometres to the south. Fighters of the Rapid Support Forces fled north in pick-up '
         'trucks. An army spokesman said that the highway to Omdurman would be opened next.'),
        ('Port Sudan Evening News', '2025-09-12',
         'The Sudanese army captured Bara on Thursday in a two-pronged push from El Obeid, 50 '
         'kilometres to the south. Rapid Support Forces fighters fled north in pick-up trucks. The'
         ' highway to Omdurman would be opened next, an army spokesman said.'),
        ('Rapid Support Forces Media Office', '2025-09-13',
         'Our forces pulled out of Bara on Thursday to spare its civilians. They stand ready in '
         'positions north of the town, and they will return. We condemn the looting of shops by '
         "the army's brigades."),
        ('Kordofan Herald', '2025-09-29',
         'Shops have reopened in Bara, which the army has held since 11 September. Shells fired '
         'from the north landed near the hospital on Sunday and wounded five people. The Rapid '
         'Support Forces are massing at Jabrat al-Sheikh, a herdsman said.'),
        ('Rapid Support Forces Media Office', '2025-10-25',
         'The Rapid Support Forces today liberated the town of Bara in North Kordofan. The '
         'remnants of the army fled, leaving vehicles and ammunition. Our leadership salutes its '
         'heroes and promises them El Obeid.'),
        ('Sahel Radio', '2025-10-26',
         'The Rapid Support Forces Media Office says that its fighters liberated the town of Bara '
         'in North Kordofan on Saturday. The army fled and left vehicles and ammunition, according'
         ' to the statement.'),
        ('Nile Wire Agency', '2025-10-27',
         'Bara fell to the Rapid Support Forces on Saturday after an assault with drones and '
         'armoured cars. Families who walked to El Obeid spoke of house searches and killings. A '
         "doctors' group put the number of dead at 47."),
        ('Kordofan Herald', '2025-11-10',
         'Some 4,500 people from Bara have been registered in El Obeid. The town has been in the '
         'hands of the Rapid Support Forces since 25 October. Army aircraft bombed tankers on its '
         'northern edge on Sunday, but no troops have moved on the ground.'),
        ('Nile Wire Agency', '2025-11-24',
         "The commander of the army's 5th Division in El Obeid vowed on Monday to retake Bara "
         'before the year is out. The Rapid Support Forces still hold the town. On Sunday the two '
         'sides fought near Kazgeil, south of El Obeid, where the army said it had killed 30 men.'),
        ('Nile Wire Agency', '2025-12-02',
         'The Sudanese army said on Tuesday that its troops had taken Bara. "Bara is free," its '
         'spokesman said in a televised statement. The claim could not be checked, as telephone '
         'lines are down.'),
        ('Rapid Support Forces Media Office', '2025-12-03',
         "The army's claim to have taken Bara on Tuesday is false. Bara is under the full control "
         "of our forces. Tuesday's attack was repelled, and 60 of the attackers were killed."),
        ('Kordofan Herald', '2025-12-11',
         'The army has been in control of Bara since Wednesday. Our reporter saw soldiers at the '
         'market and around the police station. Burnt-out vehicles line the road north.'),
        ('Rapid Support Forces Media Office', '2025-12-12',
         'After days of bombing our forces withdrew from Bara on Wednesday. They have regrouped '
         'outside the town. The battle for Kordofan goes on.'),
    ),
    {
        '2025-08-01': ((U,), None, None, None),
        '2025-09-03': ((S,), ('rsf',), None, 'confirmed'),
        '2025-09-11': ((A,), ('arm',), '2025-09-11', 'confirmed'),
        '2025-09-12': ((A,), ('arm',), '2025-09-11', 'confirmed'),
        '2025-09-28': ((A,), ('arm',), '2025-09-11', 'confirmed'),
        '2025-10-15': ((A,), ('arm',), '2025-09-11', None),
        '2025-10-25': ((A,), ('rsf',), '2025-10-25', 'confirmed'),
        '2025-10-26': ((A,), ('rsf',), '2025-10-25', 'confirmed'),
        '2025-11-09': ((A,), ('rsf',), '2025-10-25', 'confirmed'),
        '2025-12-03': ((C,), ('arm', 'rsf'), None, None),
        '2025-12-10': ((A,), ('arm',), None, 'confirmed'),
        '2025-12-12': ((A,), ('arm',), None, 'confirmed'),
    },
)

DOUENTZA = Stranger(
    'Douentza',
    {
        'mnla': (
            'mnla', 'azawad', 'tuareg', 'national-movement-for-the-liberation',
        ),
        'muj': (
            'mujao', 'mujwa', 'oneness', 'unity-and-jihad', 'unicity', 'islamist', 'jihad-in-west',
        ),
    },
    (
        ('Sahara Dispatch Agency', '2012-08-13',
         "Douentza, the last sizeable town before the army's lines at Konna, has been under the "
         'control of the Tuareg rebels of the MNLA since 6 April. Market trucks still come up from'
         ' Mopti twice a week. Army patrols do not go beyond Konna.'),
        ('MNLA Communications Office', '2012-08-20',
         'The MNLA has administered Douentza since 6 April and keeps the peace among its '
         'communities. It denies that it intends to hand the town over to the MUJAO. Humanitarian '
         'organisations are welcome.'),
        ('Bamako Courier', '2012-09-03',
         'The Islamists of MUJAO seized Douentza on Saturday without firing a shot. They arrived '
         "in nine pick-ups, surrounded the MNLA's post and disarmed the men inside. A teacher said"
         ' that girls were told to stay at home on Sunday.'),
        ('Radio Mopti Sud', '2012-09-03',
         'The Islamists of the MUJAO seized Douentza on Saturday without firing a shot. They '
         'arrived in nine pick-ups, surrounded the post of the MNLA and disarmed the men inside. '
         'Girls were told to stay at home on Sunday, said a teacher.'),
        ('MNLA Communications Office', '2012-09-04',
         'We lost Douentza to the MUJAO on Saturday. Our fighters left the town in order to avoid '
         'bloodshed among its people. The MNLA calls on the world to recognise who fights '
         'terrorism in the Sahel.'),
        ('Sahara Dispatch Agency', '2012-09-17',
         'Two men accused of drinking were flogged in Douentza on Sunday. MUJAO has ruled the town'
         ' since 1 September. The government in Bamako has asked its neighbours for troops, who '
         'are not expected before the new year.'),
        ('MNLA Communications Office', '2012-10-15',
         'Our fighters retook Douentza at dawn today. Thirteen of the enemy were killed and four '
         'vehicles seized. Three of our own men fell as martyrs.'),
        ('West Africa Digest', '2012-10-16',
         'The MNLA Communications Office reports that its fighters retook Douentza on Monday. '
         'Thirteen of the enemy were killed and four vehicles were seized, it says.'),
        ('Sahara Dispatch Agency', '2012-10-18',
         'A MUJAO spokesman acknowledged on Thursday that his movement had lost Douentza to the '
         "MNLA on Monday. He vowed that it would be back within weeks. In Gao, the movement's "
         'stronghold, wounded fighters were brought to the hospital.'),
        ('Bamako Courier', '2012-10-29',
         'MUJAO fighters attacked Douentza on Sunday and shelled the airstrip, wounding six '
         'people. They were beaten back, and the MNLA kept the town. On the same day MUJAO '
         'captured Hombori, 140 kilometres to the east.'),
        ('Bamako Courier', '2012-11-23',
         'MUJAO took Douentza from the MNLA on Thursday after two days of fighting. Its black '
         'banner was hoisted at the crossroads. At least 25 people are dead, a nurse said.'),
        ('MNLA Communications Office', '2012-11-23',
         'It is not true that Douentza fell on Thursday. The town is under the control of the '
         'MNLA. The terrorists were repelled with heavy losses.'),
        ('West Africa Digest', '2012-11-24',
         'According to the Bamako Courier, MUJAO took Douentza from the MNLA on Thursday after two'
         ' days of fighting. At least 25 people are dead, the paper says.'),
        ('Sahara Dispatch Agency', '2012-11-26',
         'An MNLA colonel admitted on Monday that his men had left Douentza the day before. MUJAO '
         'now controls the town and has set up roadblocks at both ends. Some 2,000 inhabitants '
         'have fled towards Sevare.'),
    ),
    {
        '2012-03-20': ((U,), None, None, None),
        '2012-08-21': ((A,), ('mnla',), '2012-04-06', 'confirmed'),
        '2012-09-01': ((A,), ('muj',), '2012-09-01', 'confirmed'),
        '2012-09-03': ((A,), ('muj',), '2012-09-01', 'confirmed'),
        '2012-09-17': ((A,), ('muj',), '2012-09-01', 'confirmed'),
        '2012-10-08': ((A,), ('muj',), '2012-09-01', None),
        '2012-10-15': ((A,), ('mnla',), '2012-10-15', 'confirmed'),
        '2012-10-16': ((A,), ('mnla',), '2012-10-15', 'confirmed'),
        '2012-10-28': ((A,), ('mnla',), '2012-10-15', 'confirmed'),
        '2012-11-10': ((A,), ('mnla',), '2012-10-15', None),
        '2012-11-23': ((C,), ('muj', 'mnla'), None, None),
        '2012-11-27': ((A,), ('muj',), None, 'confirmed'),
    },
)

BAMIYAN = Stranger(
    'Bamiyan',
    {
        'tal': (
            'taliban', 'taleban', 'islamic-emirate', 'emirate',
        ),
        'wah': (
            'wahdat', 'hezb', 'hizb', 'united-front', 'northern-alliance', 'hazara', 'khalili',
        ),
    },
    (
        ('Hindu Kush News Agency', '1999-04-05',
         'The town of Bamiyan in the Hazarajat has been in Taliban hands since 13 September 1998. '
         'Aid workers who went there last week found its bazaar half empty. They said that wheat '
         'prices had doubled since the winter.'),
        ('Taliban Radio Kabul', '1999-04-08',
         'The Islamic Emirate has ruled Bamiyan since 13 September 1998, and its people live in '
         'peace. Rumours of opposition fighters gathering in the mountains are lies. The governor '
         'received elders of the town on Wednesday.'),
        ('Peshawar Evening Post', '1999-04-22',
         'Fighters of Hezb-e-Wahdat captured Bamiyan on Wednesday, overrunning the Taliban '
         'garrison in a few hours. The survivors fled east towards the Shibar Pass. A Wahdat '
         'commander said that his men meant to march on Yakawlang next.'),
        ('Islamabad Daily Record', '1999-04-22',
         'Hezb-e-Wahdat fighters captured Bamiyan on Wednesday, overrunning the Taliban garrison '
         'in a few hours. Survivors fled east towards the Shibar Pass. His men meant to march on '
         'Yakawlang next, a Wahdat commander said.'),
        ('Taliban Radio Kabul', '1999-04-23',
         'The soldiers of the Islamic Emirate left Bamiyan on Wednesday and have taken up '
         'positions east of the town. The step was a military necessity. God willing, the town '
         'will be recovered in a few days.'),
        ('Hindu Kush News Agency', '1999-05-01',
         'Taliban jets bombed Bamiyan on Friday and killed at least 12 people in the bazaar. '
         'Hezb-e-Wahdat has been in control of the town since 21 April. Taliban columns are '
         'advancing up the Ghorband valley and took the Shibar Pass on Thursday.'),
        ('Taliban Radio Kabul', '1999-05-09',
         'By the grace of God the soldiers of the Islamic Emirate reconquered Bamiyan today. The '
         'enemy has fled into the mountains. Weapons in great number have been collected.'),
        ('Hindu Kush News Agency', '1999-05-10',
         'The Taliban recaptured Bamiyan on Sunday, eighteen days after losing it. A Hezb-e-Wahdat'
         ' spokesman conceded that his fighters had left the town. The United Nations called on '
         'both sides to spare civilians.'),
        ('Central Asia Digest', '1999-05-11',
         'The Hindu Kush News Agency reports that the Taliban recaptured Bamiyan on Sunday. A '
         'Hezb-e-Wahdat spokesman conceded that his fighters had left the town, according to the '
         'agency.'),
        ('Peshawar Evening Post', '1999-05-24',
         'Hundreds of houses in Bamiyan have been burned down, refugees say. The Taliban have held'
         ' the town since 9 May. Wahdat fighters are holding out in the side valleys and ambushed '
         'a convoy on Saturday.'),
        ('Peshawar Evening Post', '1999-06-14',
         'Hezb-e-Wahdat fighters attacked Taliban posts outside Bamiyan on Sunday but were '
         'repulsed by noon. The town stayed in Taliban hands. Both sides are said to be short of '
         'ammunition.'),
        ('Hindu Kush News Agency', '1999-06-25',
         'A Hezb-e-Wahdat spokesman said by satellite telephone that his fighters had retaken '
         "Bamiyan on Thursday. He put the Taliban's losses at 40 dead. There was no independent "
         'confirmation of his words.'),
        ('Central Asia Digest', '1999-06-26',
         'According to the Hindu Kush News Agency, a Hezb-e-Wahdat spokesman said that his '
         'fighters had retaken Bamiyan on Thursday. He put the losses of the Taliban at 40 dead, '
         'the agency says.'),
        ('Peshawar Evening Post', '1999-07-05',
         'Aircraft bombed villages west of the Shibar Pass on Sunday, and wounded people were '
         'carried to Charikar. Kabul has been silent about Bamiyan, which a Hezb-e-Wahdat '
         'spokesman said his fighters had retaken on 24 June. No traveller has come out of the '
         'valley since.'),
    ),
    {
        '1998-08-15': ((U,), None, None, None),
        '1999-04-10': ((A,), ('tal',), '1998-09-13', 'confirmed'),
        '1999-04-21': ((A,), ('wah',), '1999-04-21', 'confirmed'),
        '1999-04-22': ((A,), ('wah',), '1999-04-21', 'confirmed'),
        '1999-04-30': ((A,), ('wah',), '1999-04-21', 'confirmed'),
        '1999-05-09': ((A,), ('tal',), '1999-05-09', 'confirmed'),
        '1999-05-11': ((A,), ('tal',), '1999-05-09', 'confirmed'),
        '1999-05-24': ((A,), ('tal',), '1999-05-09', 'confirmed'),
        '1999-06-08': ((A,), ('tal',), '1999-05-09', None),
        '1999-06-13': ((A,), ('tal',), '1999-05-09', 'confirmed'),
        '1999-06-24': ((S,), ('wah',), '1999-06-24', 'claimed'),
        '1999-06-30': ((S,), ('wah',), '1999-06-24', 'claimed'),
    },
)

MARKA = Stranger(
    'Marka',
    {
        'gov': (
            'somali-national', 'somali-army', 'somali-armed', 'somali-government', 'government-of-somalia',
            'federal-government', 'somalia/', 'amisom', 'african-union',
        ),
        'shab': (
            'shabaab', 'shebab', 'shabab', 'mujahideen-youth',
        ),
    },
    (
        ('Shabelle Coast Radio', '2016-03-02',
         'The Somali army controls Marka, and African Union peacekeepers are camped on its '
         'outskirts. A landmine on the road to Shalanbood wounded three soldiers on Tuesday. '
         'Fishermen complain of a curfew.'),
        ('Horn News Agency', '2016-03-15',
         'Al-Shabaab fighters captured the Somali port of Marka on Monday, hours after African '
         'Union peacekeepers had left their camp outside it. Somali soldiers drove off towards '
         'Mogadishu, 90 kilometres away. The African Union gave no reason for the departure.'),
        ('Mogadishu Morning Sun', '2016-03-15',
         'Al-Shabaab fighters captured the port of Marka on Monday, hours after African Union '
         'peacekeepers left their camp outside the town. Somali soldiers drove off towards '
         'Mogadishu, 90 kilometres away. No reason for the departure was given by the African '
         'Union.'),
        ('Shabelle Coast Radio', '2016-03-16',
         'Al-Shabaab has ruled Marka since Monday, our correspondent in the town reports. A black '
         'flag is flying at the police station, and residents were called to a sermon. Helicopters'
         ' fired on the northern road on Tuesday.'),
        ('Somali Ministry of Information', '2016-03-18',
         'The Somali National Army retook the town of Marka this morning together with its AMISOM '
         'partners. Eleven terrorists were killed. The government urges residents to go about '
         'their business.'),
        ('Horn News Agency', '2016-03-19',
         'Somali government soldiers drove al-Shabaab out of Marka on Friday and were in control '
         'of the town on Saturday. A military spokesman for al-Shabaab said that its fighters had '
         'left Marka on Friday as planned. Shops stayed shut.'),
        ('East Africa Bulletin', '2016-03-20',
         'The Horn News Agency reports that Somali government soldiers drove al-Shabaab out of '
         'Marka on Friday and were in control of the town on Saturday. Al-Shabaab said that its '
         'fighters had left on Friday as planned, according to the agency.'),
        ('Shabelle Coast Radio', '2016-03-30',
         'Mortar rounds landed in Marka on Tuesday and killed two children. The town has been in '
         'the hands of the Somali army since 18 March. Al-Shabaab seized the farming village of '
         'Mushani on Monday, its elders said.'),
        ('Horn News Agency', '2016-04-12',
         'Al-Shabaab fighters stormed a checkpoint outside Marka on Monday and were repulsed, '
         'leaving six bodies. The Somali army kept the town. Qoryoley, further inland, is besieged'
         ' by the group, and no food lorry has got through for ten days.'),
        ('Somali Ministry of Information', '2016-04-18',
         'Reports that our troops are to leave Marka are false. Marka is under the control of the '
         'Somali National Army. No town of Lower Shabelle will be given up.'),
        ('Horn News Agency', '2016-04-26',
         'Somali soldiers abandoned Marka on Monday in a dispute over unpaid wages, and al-Shabaab'
         ' took the town unopposed. Its fighters paraded two captured trucks along the sea front. '
         'The defence minister is to address parliament on Wednesday.'),
        ('Mogadishu Morning Sun', '2016-04-26',
         'Somali soldiers abandoned Marka on Monday in a dispute over unpaid wages and al-Shabaab '
         'took the town unopposed. Two captured trucks were paraded along the sea front by its '
         'fighters. The defence minister will address parliament on Wednesday.'),
        ('Somali Ministry of Information', '2016-04-27',
         'Our forces were withdrawn from Marka on Monday in order to regroup. The government '
         'regrets that the town is now in the hands of al-Shabaab. An inquiry has been opened.'),
        ('Shabelle Coast Radio', '2016-05-11',
         'Al-Shabaab has held Marka since 25 April and has begun to tax the port. A drone strike '
         'outside the town killed one of its commanders on Tuesday. Government troops at '
         'Shalanbood have been told to prepare for an offensive.'),
    ),
    {
        '2016-01-20': ((U,), None, None, None),
        '2016-03-04': ((S,), ('gov',), None, 'confirmed'),
        '2016-03-14': ((A,), ('shab',), '2016-03-14', 'confirmed'),
        '2016-03-15': ((A,), ('shab',), '2016-03-14', 'confirmed'),
        '2016-03-18': ((A,), ('gov',), '2016-03-18', 'confirmed'),
        '2016-03-20': ((A,), ('gov',), '2016-03-18', 'confirmed'),
        '2016-03-29': ((A,), ('gov',), '2016-03-18', 'confirmed'),
        '2016-04-11': ((A,), ('gov',), '2016-03-18', 'confirmed'),
        '2016-04-20': ((A,), ('gov',), '2016-03-18', None),
        '2016-04-25': ((A,), ('shab',), '2016-04-25', 'confirmed'),
        '2016-05-03': ((A,), ('shab',), '2016-04-25', 'confirmed'),
        '2016-05-12': ((A,), ('shab',), '2016-04-25', 'confirmed'),
    },
)

DERVENTA = Stranger(
    'Derventa',
    {
        'cro': (
            'croat', 'hvo', 'hrvatsk',
        ),
        'srb': (
            'serb', 'vrs', 'srpska', 'yugoslav', 'jna', 'krajina',
        ),
    },
    (
        ('Sava News Agency', '1992-05-11',
         'Derventa has been held by the Croatian Defence Council (HVO) since 28 April, but Serb '
         'gunners in the hills to the south shell it every day. Four civilians were killed there '
         'on Sunday. Most of the inhabitants have crossed the Sava.'),
        ('Adriatic Daily', '1992-05-15',
         'Sandbags line the main street of Derventa. The HVO has controlled the town since 28 '
         'April and expects to be attacked before the month is out. Serb forces captured the '
         'village of Kotorsko, further south, on Thursday.'),
        ('Bosnian Serb Army Press Centre', '1992-05-24',
         'Units of the Army of the Serb Republic liberated Derventa today. The town suffered great'
         ' destruction at the hands of the retreating Ustashas. Operations in the direction of '
         'Bosanski Brod continue.'),
        ('Adriatic Daily', '1992-05-25',
         'Serb forces captured Derventa on Sunday and pushed its Croat defenders back towards '
         'Bosanski Brod. "The town is lost," an HVO officer in Brod said. Columns of refugees '
         'waited at the Sava bridge.'),
        ('Radio Posavina', '1992-05-25',
         'Serb forces captured Derventa on Sunday and pushed its Croat defenders back towards '
         'Bosanski Brod. "The town is lost," said an HVO officer in Brod. Columns of refugees were'
         ' waiting at the Sava bridge.'),
        ('Sava News Agency', '1992-06-01',
         'Derventa is a ghost town. Serb forces have held it since 24 May, and soldiers sleep in '
         'the post office. Artillery from the Croatian side fired on the town on Saturday and '
         'Sunday, setting the furniture factory on fire.'),
        ('Adriatic Daily', '1992-06-10',
         'A spokesman for the Croatian Defence Council (HVO) said that its brigades had retaken '
         'Derventa on Tuesday. He added that three tanks had been captured. His account could not '
         'be confirmed independently.'),
        ('Vienna Abend Report', '1992-06-11',
         'According to the Adriatic Daily, a spokesman for the Croatian Defence Council said that '
         'its brigades had retaken Derventa on Tuesday. Three tanks were captured, the spokesman '
         'told the paper.'),
        ('Sava News Agency', '1992-06-22',
         'Derventa is in the hands of the HVO, a reporter of this agency found on Monday. Its '
         'soldiers guard the bridge over the Ukrina, and some houses were still smouldering. Serb '
         'troops are dug in four kilometres to the south.'),
        ('Bosnian Serb Army Press Centre', '1992-06-27',
         'Our artillery destroyed an ammunition dump in Derventa on Friday. The enemy lost more '
         'than twenty men. The liberation of the town is a matter of days.'),
        ('Adriatic Daily', '1992-06-30',
         'Serb infantry attacked Derventa on Monday and was thrown back. The HVO still holds the '
         'town. In Doboj, which is in Serb hands, shells killed two women.'),
        ('Bosnian Serb Army Press Centre', '1992-07-04',
         'Derventa was liberated at noon today by the Army of the Serb Republic. The corridor to '
         'the east has thus been made safe. The fallen will never be forgotten.'),
        ('Sava News Agency', '1992-07-06',
         'Derventa is in Serb hands again. The Croatian Defence Council admitted on Monday that it'
         ' had abandoned the town to Serb forces on Saturday. The guns can now be heard in '
         'Bosanski Brod, which the Serbs hope to reach this summer.'),
        ('Vienna Abend Report', '1992-07-07',
         'The Sava News Agency reports that Derventa is in Serb hands again. The Croatian Defence '
         'Council admitted that it had abandoned the town to Serb forces on Saturday, according to'
         ' the agency.'),
    ),
    {
        '1992-03-15': ((U,), None, None, None),
        '1992-05-13': ((A,), ('cro',), '1992-04-28', 'confirmed'),
        '1992-05-24': ((A,), ('srb',), '1992-05-24', 'confirmed'),
        '1992-05-25': ((A,), ('srb',), '1992-05-24', 'confirmed'),
        '1992-05-31': ((A,), ('srb',), '1992-05-24', 'confirmed'),
        '1992-06-06': ((A,), ('srb',), '1992-05-24', None),
        '1992-06-09': ((S,), ('cro',), '1992-06-09', 'claimed'),
        '1992-06-12': ((S,), ('cro',), '1992-06-09', 'claimed'),
        '1992-06-24': ((A,), ('cro',), '1992-06-09', 'confirmed'),
        '1992-06-29': ((A,), ('cro',), '1992-06-09', 'confirmed'),
        '1992-07-04': ((A,), ('srb',), '1992-07-04', 'confirmed'),
        '1992-07-20': ((A,), ('srb',), '1992-07-04', None),
    },
)

WORLDS = (AL_QARYATAYN, SNIHURIVKA, TORIT, CHARIKAR, GHARYAN, VAKARAI,
          BAIJI, BARA, DOUENTZA, BAMIYAN, MARKA, DERVENTA)
