#!/usr/bin/env python3
"""Writes romanizations.csv: how one word of another language is written in Latin letters by published tables and by usage.

usage: make_romanizations.py

Each set stands for ONE word of its language. Arabic words are given in ALA-LC, Cyrillic ones in Cyrillic; each letter has the readings of the
tables named, and a spelling is kept when it departs from the first reading in at most two places, or when the census lists it
(given_bearers.csv, surname_bearers.csv). Chinese, Korean, Greek, Persian and Indic names stand as sets by hand, one a character or word.
"""
import itertools
import pathlib
import re

HERE = pathlib.Path(__file__).parent
LISTED = {line.split(",")[0] for table in ("given_bearers.csv", "surname_bearers.csv") for line in (HERE / table).read_text().splitlines()[1:]}
DEPARTURES_MAX = 2
SPELLINGS_MAX = 40

ARABIC_TABLES = "Arabic: ALA-LC; BGN/PCGN 1956; French and Egyptian usage"
ARABIC_CONSONANTS = {
    "b": ["B"], "t": ["T"], "th": ["TH"], "j": ["J", "DJ"], "ḥ": ["H"], "kh": ["KH"], "d": ["D"], "dh": ["DH", "TH", "Z"], "r": ["R"], "z": ["Z"],
    "s": ["S"], "sh": ["SH", "CH"], "ṣ": ["S"], "ḍ": ["D", "DH"], "ṭ": ["T"], "ẓ": ["Z", "DH"], "ʿ": [""], "gh": ["GH"], "f": ["F"],
    "q": ["Q", "K"], "k": ["K"], "l": ["L"], "m": ["M"], "n": ["N"], "h": ["H"], "w": ["W", "OU"], "y": ["Y", "I"], "ʾ": [""], "g": ["G"],
    "p": ["P"], "ch": ["CH"], "v": ["V"],
}
ARABIC_VOWELS = {"a": ["A"], "i": ["I", "E"], "u": ["U", "O", "OU"], "ā": ["A", "AA"], "ī": ["I", "EE"], "ū": ["U", "OU", "OO"],
                 "ay": ["AY", "AI", "EI", "EY"], "aw": ["AW", "AU", "AO", "OU"]}
ARABIC_SOUND = re.compile("kh|gh|sh|th|dh|ch|ay(?![aiuāīūy])|aw(?![aiuāīūw])|.")
VOWEL = set("aiuāīū")


def arabic_choices(word):
    sounds = ARABIC_SOUND.findall(word)
    last_vowel = max((at for at, sound in enumerate(sounds) if sound[0] in VOWEL), default=-1)
    out, at = [], 0
    while at < len(sounds):
        sound, final = sounds[at], at + 1 == len(sounds)
        doubled = not final and sounds[at + 1] == sound and sound in ARABIC_CONSONANTS
        if sound in ARABIC_VOWELS:
            choices = list(ARABIC_VOWELS[sound])
            if sound == "a" and at == last_vowel and at > 0 and sounds[at - 1] != "ʿ" and not final:
                choices.append("E")
            if sound == "ī" and final:
                choices = ["I", "Y", "EE"]
            if sound == "ū" and at and sounds[at - 1] == "w":
                choices.append("")
            out.append(choices)
        elif final and sound == "h" and sounds[at - 1] == "a":
            out.append(["", "H"])
        elif doubled:
            out.append([c + c if len(c) == 1 else c for c in ARABIC_CONSONANTS[sound]] + list(ARABIC_CONSONANTS[sound]))
            at += 1
        elif sound in "sṣ" and 0 < at and not final and sounds[at - 1][-1] in VOWEL and sounds[at + 1][0] in VOWEL:
            out.append(["S", "SS"])
        elif sound == "y" and final:
            out.append(["Y", "I"])
        elif sound == "n" and final and sounds[at - 1] in ("ā", "ī"):
            out.append(["N", "NE"])
        elif sound == "y" and not final and at and sounds[at + 1][0] not in VOWEL:
            out.append(["Y", "I"])
        elif sound == "w" and at and not final and sounds[at + 1] == "ū":
            out.append(["W", ""])
        elif sound in ("w", "y") and at == 0:
            out.append(ARABIC_CONSONANTS[sound][:1] + (["OU"] if sound == "w" else []))
        else:
            out.append(list(ARABIC_CONSONANTS[sound]))
        at += 1
    return [list(dict.fromkeys(choices)) for choices in out]


def spellings(choices, before=("",)):
    """Those that the census lists or that depart little, the nearest to the first reading first."""
    found = {}
    for head in before:
        for picks in itertools.product(*[range(len(c)) for c in choices]):
            word = head + "".join(c[p] for c, p in zip(choices, picks))
            departures = sum(p > 0 for p in picks)
            if departures <= DEPARTURES_MAX or word in LISTED:
                rank = (0 if word in LISTED else 1, departures)
                found[word] = min(found.get(word, (9, 9)), rank)
    best = sorted(found, key=lambda word: (found[word], word))
    return [word for word in best if len(word) >= 2][:SPELLINGS_MAX]


ARABIC = """
muḥammad maḥmūd aḥmad ḥamad ḥamīd ḥāmid ḥammād ḥamdān ḥamdī ḥamzah ḥasan ḥusayn ḥassān ḥusnī muḥsin ʿalī ʿumar ʿuthmān ʿāmir ʿammār ʿamr
ʿāṣim ʿādil ʿādnān ʿadnān ʿāʾishah ʿabbās ʿazīz ʿazīzah ʿimād ʿimrān ʿiṣām ʿīsā ʿaṭā ʿāṭif ʿawad ʿabīr ʿalāʾ ʿafāf ʿāmir ʿanwar ʿarif
abū bakr adham akram amjad amīn amīnah amīr amīrah anas anwar arkān arwā asad asʿad asmāʾ ashraf ayman ayyūb ayyūbī
badr bahāʾ bakr bashīr bashār bashshār basmah bāsim bāsil bilāl burhān buthaynah
ḍiyāʾ dāwūd dalāl dīnā duʿāʾ
fādī fādil faḍl fahd fahmī fāʾiz fāʾizah fakhrī falāḥ faraḥ faraj farīd farīdah fāris fārūq fātiḥ fatḥī fāṭimah fawzī fawzīyah fayṣal fuʾād
ghālib ghānim ghassān ghāzī
hādī hānī hāshim hāshimī haytham hiba hibah hishām hudā hind hālah
ibrāhīm idrīs ilyās īmān ismāʿīl isḥāq isrāʾ iyād ihāb ikrām ilhām inʿām
jābir jaʿfar jalāl jamāl jamīl jamīlah jāsim jawād jihād jumʿah jumānah junayd
kāmil kamāl karam karīm karīmah kāẓim khalaf khālid khalīfah khalīl khalīlī khadījah khalīdah khulūd khayr khayrī khāṭir
laṭīf laṭīfah laylā līnā lubnā luʾayy
maʿrūf mahā mahdī maḥfūẓ mājid majīd majdī mālik manāl manṣūr marwān marwah maryam masʿūd māzin mihdī mirvat muʿādh muʿāwiyah muʿtaz muḥyī mubārak mufīd
muḥtadī mukhtār munā munīr munīrah murād mūsā muṣʿab muṣliḥ muṣṭafā muṭlaq muẓaffar mustafā mundhir muntaṣir murtaḍā
nabīl nabīlah nādir nādirah nādiyah nāʾil najāḥ najīb najīm najlāʾ najwā nāṣir naṣr naṣrī nawāf nawāl nāẓim niḍāl nidāl nihād niʿmah nizār nūr nūrah nuʿmān
qāsim quṣayy quddūs
rabīʿ rāʾid ramaḍān ramzī ramī rāmī rānā raniyā rāniyah rashād rāshid rashīd rashīdah raʾūf rayyān riḍā riyāḍ rubā rīm ruqayyah
saʿd saʿdī saʿīd saʿīdah ṣabāḥ ṣabrī ṣābir ṣāliḥ ṣāliḥah ṣafāʾ ṣalāḥ salām salāmah salīm sālim salīmah salmā salmān salwā samar sāmī samīr samīrah sāmir samīḥ sanāʾ
saʿūd sayf sayyid shādī shādiyah shafīq shahīd shākir sharīf sharīfah shawqī shukrī shaymāʾ ṣiddīq sirāj suʿād suhayl suhā suhayr sulaymān sulṭān sumayyah sūzān suhaylah
ṭāhā ṭāhir ṭalāl ṭāriq tāmir tawfīq taysīr turkī thābit ṭalʿat tahānī taqī
usāmah umm umayyah
wāʾil walīd waḥīd wafāʾ wajdī wisām widād
yāsir yāsīn yāsmīn yaḥyā yaʿqūb yazīd yūnus yūsuf yusrā
ẓāfir zāhir zahrāʾ zakariyā zakī zayd zaynab ziyād zuhayr zāyid zubayr zubaydah zahrah
khūrī ḥaddād najjār ḥaddādīn maṣrī qadrī qādrī ḥallāq khayyāṭ ʿaṭṭār khaṭīb qāḍī shaykh sharqāwī maghribī tūnisī baghdādī dimashqī ḥalabī shāmī ʿirāqī ḥijāzī yamanī jazāʾirī
naṣṣār qaṭṭān ṣabbāgh ṣāyigh ḥakīm ḥusaynī ḥasanī ḥamdānī ḥarbī ḥamawī rifāʿī ṣayyād tamīmī zubaydī zahrānī ghāmidī qaḥṭānī shammarī ʿutaybī dūsarī muṭayrī shahrānī
ʿawwād ʿawn ʿaṭiyyah ʿaṭwān bishārah ghanīm ḥabīb ḥaydar ḥannā ḥarb ḥassūn ḥijāzī ḥilāl jabbūr jubrān khalfān khūrshīd masʿad mikhāʾīl qabbānī
qandīl qāsimī qurayshī rizq ṣaqr shaʿbān shāhīn shalabī sharaf sulaymānī ṭaḥḥān ṭāhirī tāj turk yazīdī zaʿbī zaydān zayn ṣawāf shuwayrī ḥijāz
ʿabdullāh ʿabdallāh naʿīm naʿīmī nimr najm nūrī mūsawī mihdāwī maḥjūb makkī madanī murshid miṣbāḥ mughrabī mulūk dabbāgh darwīsh dāghir
fākhūrī faqīh fāyiz fāyad gharīb ghazālī jundī jumaylī jābirī kanʿān karāmī kayyālī kurdī khalafallāh labīb lahhām rashīdī rajab ramlī
sālimī sarrāj sāʿatī ṣabāgh samāwī shāfiʿī shihāb shihābī ṣādiq ṣādiqī ṣufī sufyān tawīl ʿubayd ʿubaydī ʿubaydah ʿumarī ʿalawī ʿalāwī ʿāmirī ʿazzām ʿazzī
""".split()

# How the letters of a word in ALA-LC are written in Arabic; short vowels are not.
ARABIC_LETTERS = {"b": "ب", "t": "ت", "th": "ث", "j": "ج", "ḥ": "ح", "kh": "خ", "d": "د", "dh": "ذ", "r": "ر", "z": "ز", "s": "س", "sh": "ش", "ṣ": "ص", "ḍ": "ض",
                  "ṭ": "ط", "ẓ": "ظ", "ʿ": "ع", "gh": "غ", "f": "ف", "q": "ق", "k": "ك", "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ي", "ʾ": "ء",
                  "ā": "ا", "ī": "ي", "ū": "و", "ay": "ي", "aw": "و", "a": "", "i": "", "u": "", "g": "غ", "p": "ب", "ch": "تش", "v": "ف"}


def arabic_script(word):
    sounds = ARABIC_SOUND.findall(word)
    out = ""
    for at, sound in enumerate(sounds):
        if at and sound == sounds[at - 1] and sound not in VOWEL:
            continue
        if at + 1 == len(sounds) and sound == "h" and sounds[at - 1] == "a":
            out += "ة"
        elif at == 0 and sound[0] in VOWEL:
            out += {"a": "ا", "i": "ا", "u": "ا", "ā": "ا", "ī": "اي", "ū": "او", "ay": "اي", "aw": "او"}[sound]
        else:
            out += ARABIC_LETTERS[sound]
    return out


SERVANT_OF = """allāh raḥmān raḥīm karīm ʿazīz ḥamīd ḥakīm majīd jabbār qādir nāṣir salām ghanī ghafūr laṭīf malik mālik mājid raʾūf razzāq rashīd
ṣamad wahhāb wāḥid fattāḥ ḥalīm ḥafīẓ ḥaqq ḥayy jalīl khāliq qayyūm qahhār quddūs satār sattār shakūr muḥsin munʿim muṭṭalib ʿalīm ʿaẓīm bārī bāsiṭ ilāh hādī
wadūd walī bāqī ghaffār jawād mughnī nūr shāfī tawwāb wākil wakīl zāhir""".split()
SUN = set("tdrzsnlṣḍṭẓ") | {"th", "dh", "sh"}

CYRILLIC_TABLES = "Russian: ICAO Doc 9303; BGN/PCGN 1947; ISO 9 without marks; usage"
RUSSIAN = {"а": ["A"], "б": ["B"], "в": ["V", "W"], "г": ["G"], "д": ["D"], "е": ["E"], "ё": ["E", "YO", "IO"], "ж": ["ZH", "J"], "з": ["Z"], "и": ["I"],
           "й": ["I", "Y", "J"], "к": ["K"], "л": ["L"], "м": ["M"], "н": ["N"], "о": ["O"], "п": ["P"], "р": ["R"], "с": ["S"], "т": ["T"], "у": ["U"],
           "ф": ["F"], "х": ["KH", "H"], "ц": ["TS", "C"], "ч": ["CH"], "ш": ["SH"], "щ": ["SHCH", "SCH"], "ъ": [""], "ы": ["Y"], "ь": [""], "э": ["E"],
           "ю": ["IU", "YU", "JU"], "я": ["IA", "YA", "JA"]}
UKRAINIAN = {**RUSSIAN, "г": ["H", "G"], "ґ": ["G"], "е": ["E"], "є": ["IE", "YE"], "и": ["Y", "I"], "і": ["I"], "ї": ["I", "YI"], "й": ["I", "Y"]}
RUSSIAN_NAMES = """
александр алексей анатолий андрей антон аркадий артём артур богдан борис вадим валентин валерий василий виктор виталий владимир владислав вячеслав
геннадий георгий герман глеб григорий даниил денис дмитрий евгений егор ефим иван игорь илья кирилл константин лев леонид макар максим марат марк матвей
михаил никита николай олег павел пётр платон рафаил роман ростислав руслан савелий семён сергей станислав степан тарас тимофей тимур фёдор филипп эдуард юрий яков ярослав
александра алина алла анастасия ангелина анна валентина валерия варвара вера вероника виктория галина дарья диана евгения екатерина елена елизавета жанна зинаида
злата инна ирина карина катерина кира клавдия ксения лариса лидия любовь людмила маргарита марина мария мила надежда наталия наталья нина оксана ольга полина раиса
регина римма светлана софия софья таисия тамара татьяна ульяна фаина юлия яна
иванов петров сидоров смирнов кузнецов попов васильев соколов михайлов новиков фёдоров морозов волков алексеев лебедев семёнов егоров павлов козлов степанов
николаев орлов андреев макаров никитин захаров зайцев соловьёв борисов яковлев григорьев романов воробьёв сергеев фролов александров дмитриев королёв гусев киселёв
ильин максимов поляков сорокин виноградов ковалёв белов медведев антонов тарасов жуков баранов филиппов комаров давыдов беляев герасимов богданов осипов матвеев титов
марков миронов крылов куликов карпов власов мельников денисов гаврилов тихонов казаков афанасьев данилов савельев тимофеев фомин чернов абрамов мартынов ефимов щербаков
чайковский достоевский каминский левицкий белинский чернышевский троицкий покровский успенский ханин юдин юсупов яшин цветков цой шевчук щукин харитонов хохлов
""".split()
UKRAINIAN_NAMES = """
олександр олексій андрій анатолій антон артем богдан борис вадим валентин валерій василь віктор віталій володимир владислав вячеслав геннадій григорій данило денис
дмитро євген євгеній іван ігор ілля кирило костянтин леонід максим микола михайло назар олег остап павло петро роман руслан святослав сергій станіслав степан тарас
тимофій федір юрій яків ярослав олександра аліна алла анастасія ганна валентина валерія віра вікторія галина дарія діана євгенія катерина олена єлизавета інна ірина
ксенія лариса лідія любов людмила марина марія надія наталія ніна оксана ольга поліна світлана софія тамара тетяна юлія яна
шевченко коваленко бондаренко ткаченко кравченко олійник шевчук поліщук бойко мельник лисенко савченко руденко петренко клименко павленко гриценко марченко
левченко харченко пономаренко василенко мороз ковальчук гончаренко гончар захарченко хоменко яременко щербак кузьменко юрченко головко
""".split()


def cyrillic_choices(word, letters):
    out = []
    at = 0
    while at < len(word):
        rest, start, after_vowel = word[at:], at == 0, at > 0 and word[at - 1] in "аеёиоуыэюяіїє"
        if rest in ("ий", "ый", "ій"):
            out.append(["II", "IY", "Y", "I", "IJ", "IJ"] if rest != "ый" else ["YI", "YY", "Y", "IY"])
            at += 2
        elif rest[0] == "е" and (start or after_vowel):
            out.append(["E", "YE"])
            at += 1
        elif rest.startswith("ье") or rest.startswith("ьё"):
            out.append(["E", "YE", "IE"])
            at += 2
        elif rest.startswith("кс"):
            out.append(["KS", "X"])
            at += 2
        elif rest.startswith("ия") or rest.startswith("ія"):
            out.append(["IIA", "IYA", "IA", "IJA"])
            at += 2
        elif rest.startswith("ья"):
            out.append(["IA", "YA", "JA"])
            at += 2
        elif rest == "ов" or rest == "ев" or rest == "ёв":
            out.append({"ов": ["OV", "OFF"], "ев": ["EV", "YEV", "IEV", "EFF"], "ёв": ["EV", "YOV", "IOV", "OV", "EFF"]}[rest])
            at += 2
        elif at > 0 and word[at] == word[at - 1] and word[at] not in "аеиоу":
            out.append([letters[word[at]][0]] + ([] if word[at] == "н" else [""]))
            at += 1
        else:
            out.append(letters[rest[0]])
            at += 1
    return [list(dict.fromkeys(choices)) for choices in out]


def rows():
    seen = set()

    def row(words, table):
        words = list(dict.fromkeys(words))
        if len(words) > 1 and tuple(words) not in seen:
            seen.add(tuple(words))
            yield f"{' '.join(words)},{table}"

    for word in dict.fromkeys(ARABIC):
        yield from row(spellings(arabic_choices(word)), ARABIC_TABLES)
    for word in SERVANT_OF:
        first = ARABIC_SOUND.findall(word)[0]
        sounds = arabic_choices(word)
        before = ["ABDUL", "ABDEL", "ABDAL", "ABD"]
        if first in SUN:
            before += [start + sounds[0][0][0] for start in ("ABDU", "ABDE", "ABDA")] + ["ABDU", "ABDE"]
        if word == "allāh":
            before = ["ABD", "ABDU", "ABDE"]
            sounds = [["A", ""], ["LL", "L"], ["A"], ["H", ""]]
        yield from row(spellings(sounds, before), "Arabic: ALA-LC ʿAbd and the name; the article joined; assimilation before sun letters; French usage")
    for word in RUSSIAN_NAMES:
        yield from row(spellings(cyrillic_choices(word, RUSSIAN)), CYRILLIC_TABLES)
    for word in UKRAINIAN_NAMES:
        yield from row(spellings(cyrillic_choices(word, UKRAINIAN)), "Ukrainian: Resolution 55 (2010); BGN/PCGN; usage")
    for line in (HERE / "romanizations_by_hand.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        elif line and not line.startswith("#"):
            for words in line.split(";"):
                yield from row(words.split(), table)


def main():
    out = [line.replace("ʿ", "'") for line in rows()]
    with open(HERE / "romanizations.csv", "w", encoding="ascii", newline="\n") as f:
        f.write("words,table\n" + "".join(line.replace("; ", "; ") + "\n" for line in out))
    written = {}
    for word in dict.fromkeys(ARABIC):
        written.setdefault(arabic_script(word), "".join(choices[0] for choices in arabic_choices(word)))
    with open(HERE / "arabic_words.csv", "w", encoding="utf-8", newline="\n") as f:
        f.write("word,latin\n" + "".join(f"{word},{latin}\n" for word, latin in written.items()))


if __name__ == "__main__":
    main()
