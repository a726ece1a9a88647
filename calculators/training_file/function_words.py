"""Frequent small words of languages with Latin letters, with the letters beyond a to z that each writes with."""

WORDS = {
    "en": "a an the of and to in is that it was for on are with as his they be at one have this from or had by "
    "not but what all were we when your can said there each which she do how their if will up about out "
    "many then them these so some her would make like him into has could my than been who its i you he an "
    "me no please our where why did does don re after before until because while during since off much "
    "very every any both few here back again",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
    "oder aber vor zur bis mehr durch man sein wurde sei ich du wir ihr mir mich dir dich uns wenn kann "
    "können was wo warum bitte ihre ihren mein meine kein keine schon sehr hier gibt diese dieser dieses "
    "muss soll lange wieder heute sobald während welche welcher etwas alle jetzt dann damit danke viel ob",
    "fr": "le la les de des du un une et est en que qui dans pour pas sur ce cette au aux par plus avec ne se "
    "il elle nous vous je tu ils elles son sa ses mon ma mes votre vos notre leur ou mais comme si sont "
    "être avoir ont a été fait tout très bien peut où quand comment pourquoi qu aussi même sans entre y "
    "moi suis avez êtes ces combien temps pendant dès jusqu encore cela ça chaque quel quelle merci alors "
    "ici après avant lorsque",
    "es": "el la los las de del un una y que en es por para con no se su sus al lo como más pero o este esta "
    "esto ese esa eso son era ser está están hay muy ya también cuando donde dónde qué cómo quién me te "
    "nos le les mi tu yo él ella usted ustedes nosotros fue han ha he tiene tengo puede puedo sin sobre "
    "entre hasta desde porque si sí todo todos nada cada otro otra aquí cuánto cuánta tiempo mientras "
    "durante cuanto tan hacia después antes ahora así gracias favor",
    "it": "il lo la i gli le di del della dei delle degli un uno una e che in è per con non si da dal dalla al "
    "alla ai nel nella sul sulla come più ma o anche questo questa quello quella sono era essere ha ho "
    "hanno abbiamo molto già quando dove cosa chi perché mi ti ci vi io tu lui lei noi voi loro mio mia "
    "tuo suo sua se tutto tutti ogni ancora può posso vorrei grazie dell all nell quanto quanta tempo "
    "mentre durante dopo prima finché appena hai avete essa sta stato sulle nei",
    "pt": "o a os as de do da dos das um uma e que em no na nos nas é por para com não se seu sua seus suas ao "
    "à pelo pela como mais mas ou este esta isto esse essa isso são era ser está estão há muito já também "
    "quando onde quem me te lhe eu ele ela você vocês nós eles foi tem tenho pode posso sem sobre entre "
    "até desde porque todo todos nada cada outro aqui meu minha qual às num numa quanto quanta tempo "
    "enquanto durante depois antes assim agora nosso nossa obrigado obrigada favor estou deve",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar "
    "heeft hij zij ze je ik we wij jij u mijn jouw uw ons onze hun haar deze dit die wat waar wie hoe "
    "waarom wanneer kan kunnen wordt worden werd was had hebben heb door over tot geen wel zo al meer "
    "veel moet zou zal kunt bent ben hier daar tegen lang weer zodra tijdens omdat na alle iemand niemand "
    "bedankt alstublieft graag vandaag eerst altijd",
    "sv": "och i att det som en på är av för med den till inte har de om ett han hon men var jag du vi ni mig "
    "dig oss sig så från kan när nu eller ska skulle hade där hur vad vem varför min mitt din ditt sin "
    "sitt vår er detta denna dessa mycket också efter upp ut över mot utan bara blir blev vara än alla "
    "något några ingen här får länge igen snart under medan tills genom vilken vilka tack måste kunde "
    "gånger hela hos fick",
    "da": "og i at det som en på er af for med den til ikke har de om et han hun men var jeg du vi mig dig os "
    "sig så fra kan når nu eller skal skulle havde der hvor hvad hvem hvorfor min mit din dit sin sit "
    "vores jeres dette denne disse meget også efter op ud over mod uden kun bliver blev være end alle "
    "noget nogle ingen her får hvis hvordan kunne vil ved blevet jo lidt længe igen snart indtil mens "
    "nogen gennem hvilken hvilke tak må gange hele hos fik deres jer vær venlig kom",
    "no": "og i at det som en på er av for med den til ikke har de om et han hun men var jeg du vi meg deg oss "
    "seg så fra kan når nå eller skal skulle hadde der hvor hva hvem hvorfor min mitt din ditt sin sitt "
    "vår deres dette denne disse mye også etter opp ut over mot uten bare blir ble være enn alle noe noen "
    "ingen her får hvis hvordan kunne vil ved blitt veldig litt gjøre lenge igjen snart mens gjennom "
    "hvilken hvilke takk må ganger hele hos fikk dere vårt kom",
    "fi": "ja on ei se että hän oli ovat olla kun mutta myös niin kuin tai jos minä sinä me te he mikä mitä "
    "missä miten miksi kuka tämä tuo nämä ne sen sitä siitä siinä joka jotka vain vielä nyt jo aina "
    "kaikki mukaan kanssa ennen jälkeen olen olet olemme olette voi voin voit voitte minun sinun meidän "
    "teidän hänen ole eivät en ollut tulee pitää ilman hyvin koska siis sekä kuinka kauan taas tänä kaksi "
    "yksi kunnes aikana asti eikä kiitos heti yli alle joten hyvä tämän",
    "pl": "i w na z do nie się że to jest o jak ale za od po co tak dla czy już był była było są być ma ten ta "
    "te tego tej tym który która które kiedy gdzie kto dlaczego przez przy pod nad bez mnie mi ja ty on "
    "ona my wy oni mój moja twój jego jej ich można może bardzo tylko także oraz lub więc jeśli gdy tu "
    "tam ze sobie proszę dwa ile długo znowu aż podczas wszystko nikt dziękuję potem przed między żeby "
    "został sobą dzisiaj",
    "cs": "a v na se je že s z do o k i to jako za by ale po si ve jsou ten ta který která které byl byla bylo "
    "být má není jsem jste jsme když kde kdo co jak proč pro při od nebo už jen také tak než aby pod nad "
    "bez mě mi ty on ona my vy oni můj moje váš jeho její jejich může můžete mohu velmi pouze podle tento "
    "tato toto tím této ze jej tu dlouho zase jakmile dokud během dva všechno nikdo děkuji potom před "
    "mezi dnes prosím díky ještě své svou",
    "sk": "a v na sa je že s z do o k i to ako za by ale po si vo sú ten tá ktorý ktorá ktoré bol bola bolo byť "
    "má nie som ste sme keď kde kto čo prečo pre pri od alebo už len aj tiež tak než aby pod nad bez mňa "
    "mi ty on ona my vy oni môj moja váš jeho jej ich môže môžete môžem veľmi iba podľa tento táto toto "
    "tým tejto zo ju dlho opäť kým počas dva všetko nikto ďakujem potom pred medzi dnes prosím vďaka ešte "
    "svoje svoju",
    "tr": "ve bir bu da de için ile ne o çok daha gibi olarak var mı mi mu mü ki ama ya veya değil sonra kadar "
    "en her şey ben sen biz siz onlar benim senin bizim sizin bana sana bize size olan oldu olduğu "
    "olduğunu nasıl neden nerede kim hangi eğer şu hem ise göre üzerinde diye yok önce şimdi lütfen tüm "
    "bütün bazı ancak çünkü iki yine bugün kaç nereden gelir gelmez süre sırasında kimse teşekkürler "
    "içinde dolayı olur bunu buna onun",
    "ro": "și si de la în in cu pe din pentru este că nu se o un a ai ale al care sunt mai fost sau dar ca să "
    "am are au fi era prin după când unde cine ce cum eu tu el ea noi voi ei mea meu ta tău lui lor acest "
    "această acesta aceasta foarte doar fără despre până poate pot vă vi te mi ne îmi îți le lei iar dacă "
    "deja cât timp nou azi imediat nimeni mulțumesc rog două doi toate tot fiecare înainte între noastră "
    "noastre dumneavoastră",
    "hu": "a az és hogy nem is egy ez van volt de meg csak már ha mint vagy mert még ki mi én te ő ti ők ezt "
    "azt ami aki amely ezek azok hol mikor miért hogyan kell lesz lehet nincs sem nagyon itt ott most "
    "után előtt alatt között minden majd így úgy pedig sok több kérem vagyok voltam tud tudok szerint "
    "által ma amíg amint meddig ismét két senki köszönöm óta volna való lett ezért illetve át ide oda",
    "id": "yang dan di ini itu untuk dengan tidak dari dalam akan pada juga saya anda adalah ke karena ada bisa "
    "oleh kami kita atau sudah apa seperti lebih dia mereka telah dapat hanya tersebut harus sebagai "
    "bagaimana mengapa kapan mana siapa bahwa kalau jika namun tetapi sangat masih belum semua satu "
    "setelah sebelum tolong silakan nya lagi berapa sampai ketika saat begitu lama dua sebuah terima "
    "kasih sering selama antara para tiap setiap bukan sedang",
    "vi": "và là của không có được cho trong một những các với này đã người tôi bạn khi như thì để ở từ ra vào "
    "đến về đó nhiều lại cũng sẽ rất hay hoặc nếu vì sao gì nào đâu thế làm cần phải thể chúng anh chị em "
    "ông bà họ mình đang theo sau trước trên dưới mà bằng còn chỉ hơn bao lâu hai ai khác lần đi ngay "
    "suốt nên xin vui lòng cảm ơn nhất nhưng tất cả",
    "hr": "i u na se je da s z za o od do to kao što ali ne su bi koji koja koje bio bila bilo biti ima nije "
    "sam ste smo kada gdje tko kako zašto po pri ili već samo također tako nego bez pod nad me mi ti on "
    "ona vi oni moj moja vaš njegov njezin njihov može možete mogu vrlo prema ovaj ova ovo iz kod jer ako "
    "ih ga dok kad koliko dva dvije vas vam opet dugo čim tijekom nitko hvala molim sve svi između prije "
    "nakon svoj svoju",
    "ca": "el la els les de del dels un una i que en és per amb no es al als com més però o aquest aquesta això "
    "aquell són era ser està hi ha molt ja també quan on què qui em et ens us jo ell ella nosaltres vostè "
    "fer va van tinc té pot puc sense sobre entre fins des perquè si tot tots res cada altre aquí meu "
    "seva seu quant temps tan cap ningú gràcies mentre després abans ara així dos dues nostre nostra "
    "aquests",
    "et": "ja on ei see et ta oli olid olla kui aga ka nii või mina sina meie teie nad mis kus kuidas miks kes "
    "selle seda sellest selles mida kõik ainult veel nüüd juba alati koos enne pärast olen oled oleme "
    "olete saab saan saate minu sinu oma ole ning sest ma sa me te väga palun kas oleks pole kelle mille "
    "kaua kaks kuni jälle täna kohe ajal keegi aitäh kogu siis enam",
    "lt": "ir yra kad su iš į ne o kaip bet tai jis ji aš tu mes jūs jie buvo būti už ant per po prie nuo iki "
    "ar arba jei kai kur kas kodėl mano tavo jūsų mūsų jo jos šis ši tas ta labai tik dar jau taip pat "
    "gali galite nėra turi apie dėl kuris kuri visi prašome kiek ilgai du dvi vėl šiandien kol niekas "
    "ačiū visada tarp prieš savo",
    "lv": "un ir ka ar no uz par bet tas tā viņš viņa es tu mēs jūs viņi bija būt pie pēc līdz vai ja kad kur "
    "kas kāpēc mans mana jūsu mūsu viņu šis šī ļoti tikai vēl jau arī var varat nav lai kā kurš kura visi "
    "lūdzu esmu esat pirms bez cik ilgi divas divi atkal šodien kamēr neviens paldies savu visu starp "
    "tiklīdz",
}

LETTERS = {
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "it": "àèéìíîòóù",
    "pt": "áâãàçéêíóôõú",
    "nl": "áéëïóöü",
    "sv": "åäöé",
    "da": "åæøé",
    "no": "åæøéòô",
    "fi": "äöå",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "tr": "âçğıîöşü\u0307",
    "ro": "ăâîșțşţ",
    "hu": "áéíóöőúüű",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "hr": "čćđšž",
    "ca": "àçèéíïòóúü",
    "et": "äõöüšž",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
}
"""In small letters; the languages that are not here write without."""
