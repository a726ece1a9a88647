"""Ten sentences in each language, written for the test of languages: what people ask, what they answer."""

# ruff: noqa: E501 (a sentence is not broken)

SENTENCES = {
    "en": """Where can I change my delivery address?
The red lamp flashes twice when the battery is low.
My train was late again this morning.
She bought two kilos of apples and a loaf of bread.
Please send me the invoice for March.
We will call you back as soon as the part arrives.
Turn the key to the left until you hear a click.
How long does the guarantee last?
Nobody knows why the lights went out during the concert.
Thanks, that solved my problem.""",
    "de": """Wo kann ich meine Lieferadresse ändern?
Die rote Lampe blinkt zweimal, wenn der Akku leer ist.
Mein Zug hatte heute früh wieder Verspätung.
Sie kaufte zwei Kilo Äpfel und ein Brot.
Bitte schicken Sie mir die Rechnung für März.
Wir rufen Sie zurück, sobald das Ersatzteil da ist.
Drehen Sie den Schlüssel nach links, bis es klickt.
Wie lange gilt die Garantie?
Niemand weiß, warum das Licht während des Konzerts ausging.
Danke, damit ist mein Problem gelöst.""",
    "fr": """Où puis-je changer mon adresse de livraison ?
La lampe rouge clignote deux fois quand la batterie est faible.
Mon train était encore en retard ce matin.
Elle a acheté deux kilos de pommes et un pain.
Merci de m'envoyer la facture du mois de mars.
Nous vous rappellerons dès que la pièce sera arrivée.
Tournez la clé vers la gauche jusqu'au déclic.
Combien de temps dure la garantie ?
Personne ne sait pourquoi la lumière s'est éteinte pendant le concert.
Merci, cela a résolu mon problème.""",
    "es": """¿Dónde puedo cambiar mi dirección de entrega?
La luz roja parpadea dos veces cuando la batería está baja.
Mi tren llegó tarde otra vez esta mañana.
Compró dos kilos de manzanas y una barra de pan.
Por favor, envíeme la factura de marzo.
Le llamaremos en cuanto llegue la pieza.
Gire la llave hacia la izquierda hasta oír un clic.
¿Cuánto tiempo dura la garantía?
Nadie sabe por qué se apagaron las luces durante el concierto.
Gracias, eso resolvió mi problema.""",
    "it": """Dove posso cambiare il mio indirizzo di consegna?
La spia rossa lampeggia due volte quando la batteria è scarica.
Anche stamattina il mio treno era in ritardo.
Ha comprato due chili di mele e una pagnotta.
Per favore, mi mandi la fattura di marzo.
La richiameremo appena arriva il pezzo di ricambio.
Giri la chiave verso sinistra finché non sente uno scatto.
Quanto dura la garanzia?
Nessuno sa perché le luci si sono spente durante il concerto.
Grazie, questo ha risolto il mio problema.""",
    "pt": """Onde posso alterar o meu endereço de entrega?
A luz vermelha pisca duas vezes quando a bateria está fraca.
O meu comboio atrasou-se outra vez esta manhã.
Ela comprou dois quilos de maçãs e um pão.
Por favor, envie-me a fatura de março.
Ligaremos para você assim que a peça chegar.
Gire a chave para a esquerda até ouvir um clique.
Quanto tempo dura a garantia?
Ninguém sabe por que as luzes se apagaram durante o concerto.
Obrigado, isso resolveu o meu problema.""",
    "nl": """Waar kan ik mijn bezorgadres wijzigen?
Het rode lampje knippert twee keer als de batterij bijna leeg is.
Mijn trein had vanochtend weer vertraging.
Ze kocht twee kilo appels en een brood.
Stuur me alstublieft de factuur van maart.
We bellen u terug zodra het onderdeel binnen is.
Draai de sleutel naar links tot u een klik hoort.
Hoe lang is de garantie geldig?
Niemand weet waarom het licht tijdens het concert uitging.
Bedankt, dat heeft mijn probleem opgelost.""",
    "sv": """Var kan jag ändra min leveransadress?
Den röda lampan blinkar två gånger när batteriet är svagt.
Mitt tåg var försenat igen i morse.
Hon köpte två kilo äpplen och en limpa bröd.
Skicka mig fakturan för mars, tack.
Vi ringer upp så snart reservdelen har kommit.
Vrid nyckeln åt vänster tills det klickar.
Hur länge gäller garantin?
Ingen vet varför ljuset slocknade under konserten.
Tack, det löste mitt problem.""",
    "da": """Hvor kan jeg ændre min leveringsadresse?
Den røde lampe blinker to gange, når batteriet er lavt.
Mit tog var forsinket igen i morges.
Hun købte to kilo æbler og et brød.
Vær venlig at sende mig fakturaen for marts.
Vi ringer tilbage, så snart reservedelen er kommet.
Drej nøglen til venstre, indtil du hører et klik.
Hvor længe gælder garantien?
Ingen ved, hvorfor lyset gik ud under koncerten.
Tak, det løste mit problem.""",
    "no": """Hvor kan jeg endre leveringsadressen min?
Den røde lampen blinker to ganger når batteriet er lavt.
Toget mitt var forsinket igjen i morges.
Hun kjøpte to kilo epler og et brød.
Kan dere sende meg fakturaen for mars?
Vi ringer tilbake så snart reservedelen har kommet.
Vri nøkkelen mot venstre til du hører et klikk.
Hvor lenge gjelder garantien?
Ingen vet hvorfor lyset gikk ut under konserten.
Takk, det løste problemet mitt.""",
    "fi": """Missä voin muuttaa toimitusosoitettani?
Punainen valo vilkkuu kaksi kertaa, kun akku on vähissä.
Junani oli taas myöhässä tänä aamuna.
Hän osti kaksi kiloa omenoita ja leivän.
Lähettäkää minulle maaliskuun lasku, kiitos.
Soitamme teille heti, kun varaosa on saapunut.
Käännä avainta vasemmalle, kunnes kuulet naksahduksen.
Kuinka kauan takuu on voimassa?
Kukaan ei tiedä, miksi valot sammuivat konsertin aikana.
Kiitos, se ratkaisi ongelmani.""",
    "pl": """Gdzie mogę zmienić adres dostawy?
Czerwona lampka miga dwa razy, gdy bateria jest słaba.
Mój pociąg znowu się dziś rano spóźnił.
Kupiła dwa kilo jabłek i bochenek chleba.
Proszę przesłać mi fakturę za marzec.
Oddzwonimy, jak tylko przyjdzie część zamienna.
Przekręć klucz w lewo, aż usłyszysz kliknięcie.
Jak długo obowiązuje gwarancja?
Nikt nie wie, dlaczego w czasie koncertu zgasły światła.
Dziękuję, to rozwiązało mój problem.""",
    "cs": """Kde mohu změnit svou doručovací adresu?
Červená kontrolka dvakrát zabliká, když je baterie slabá.
Můj vlak měl dnes ráno zase zpoždění.
Koupila dvě kila jablek a bochník chleba.
Pošlete mi prosím fakturu za březen.
Zavoláme vám, jakmile dorazí náhradní díl.
Otočte klíčem doleva, dokud neuslyšíte cvaknutí.
Jak dlouho platí záruka?
Nikdo neví, proč během koncertu zhasla světla.
Děkuji, tím se můj problém vyřešil.""",
    "sk": """Kde môžem zmeniť svoju dodaciu adresu?
Červená kontrolka dvakrát zabliká, keď je batéria slabá.
Môj vlak mal dnes ráno opäť meškanie.
Kúpila dve kilá jabĺk a bochník chleba.
Pošlite mi, prosím, faktúru za marec.
Zavoláme vám, len čo príde náhradný diel.
Otočte kľúčom doľava, kým nezačujete cvaknutie.
Ako dlho platí záruka?
Nikto nevie, prečo počas koncertu zhasli svetlá.
Ďakujem, tým sa môj problém vyriešil.""",
    "tr": """Teslimat adresimi nereden değiştirebilirim?
Pil zayıf olduğunda kırmızı ışık iki kez yanıp söner.
Trenim bu sabah yine gecikti.
İki kilo elma ve bir ekmek aldı.
Lütfen bana mart ayının faturasını gönderin.
Parça gelir gelmez sizi arayacağız.
Bir tık sesi duyana kadar anahtarı sola çevirin.
Garanti ne kadar süre geçerli?
Konser sırasında ışıkların neden söndüğünü kimse bilmiyor.
Teşekkürler, bu benim sorunumu çözdü.""",
    "ro": """Unde pot să schimb adresa de livrare?
Becul roșu clipește de două ori când bateria este slabă.
Trenul meu a întârziat din nou azi dimineață.
Ea a cumpărat două kilograme de mere și o pâine.
Vă rog să îmi trimiteți factura pe martie.
Vă sunăm imediat ce sosește piesa.
Rotiți cheia spre stânga până când auziți un clic.
Cât timp este valabilă garanția?
Nimeni nu știe de ce s-au stins luminile în timpul concertului.
Mulțumesc, asta mi-a rezolvat problema.""",
    "hu": """Hol tudom megváltoztatni a szállítási címemet?
A piros lámpa kétszer villan, ha az akkumulátor gyenge.
A vonatom ma reggel megint késett.
Vett két kiló almát és egy kenyeret.
Kérem, küldje el nekem a márciusi számlát.
Visszahívjuk, amint megérkezik az alkatrész.
Fordítsa el a kulcsot balra, amíg kattanást nem hall.
Meddig érvényes a garancia?
Senki sem tudja, miért aludtak ki a fények a koncert alatt.
Köszönöm, ez megoldotta a problémámat.""",
    "id": """Di mana saya bisa mengubah alamat pengiriman?
Lampu merah berkedip dua kali ketika baterai lemah.
Kereta saya terlambat lagi pagi ini.
Dia membeli dua kilo apel dan sebuah roti.
Tolong kirimkan faktur bulan Maret kepada saya.
Kami akan menelepon Anda begitu suku cadangnya tiba.
Putar kunci ke kiri sampai terdengar bunyi klik.
Berapa lama garansinya berlaku?
Tidak ada yang tahu mengapa lampu padam saat konser.
Terima kasih, itu menyelesaikan masalah saya.""",
    "vi": """Tôi có thể đổi địa chỉ giao hàng ở đâu?
Đèn đỏ nhấp nháy hai lần khi pin yếu.
Sáng nay tàu của tôi lại đến muộn.
Cô ấy đã mua hai cân táo và một ổ bánh mì.
Vui lòng gửi cho tôi hóa đơn tháng ba.
Chúng tôi sẽ gọi lại cho bạn ngay khi linh kiện về.
Xoay chìa khóa sang trái cho đến khi nghe tiếng tách.
Bảo hành kéo dài bao lâu?
Không ai biết vì sao đèn tắt trong buổi hòa nhạc.
Cảm ơn, vấn đề của tôi đã được giải quyết.""",
    "hr": """Gdje mogu promijeniti adresu za dostavu?
Crvena lampica trepne dvaput kad je baterija slaba.
Moj je vlak jutros opet kasnio.
Kupila je dva kilograma jabuka i kruh.
Molim vas, pošaljite mi račun za ožujak.
Nazvat ćemo vas čim stigne rezervni dio.
Okrenite ključ ulijevo dok ne čujete klik.
Koliko dugo vrijedi jamstvo?
Nitko ne zna zašto su se svjetla ugasila tijekom koncerta.
Hvala, to je riješilo moj problem.""",
    "ca": """On puc canviar la meva adreça de lliurament?
El llum vermell parpelleja dues vegades quan la bateria és baixa.
El meu tren ha tornat a arribar tard aquest matí.
Va comprar dos quilos de pomes i una barra de pa.
Si us plau, envieu-me la factura del març.
Us trucarem tan bon punt arribi la peça.
Gireu la clau cap a l'esquerra fins que sentiu un clic.
Quant de temps dura la garantia?
Ningú no sap per què es van apagar els llums durant el concert.
Gràcies, això ha resolt el meu problema.""",
    "et": """Kus ma saan muuta oma tarneaadressi?
Punane tuli vilgub kaks korda, kui aku on tühi.
Minu rong hilines täna hommikul jälle.
Ta ostis kaks kilo õunu ja ühe leiva.
Palun saatke mulle märtsi arve.
Me helistame teile kohe, kui varuosa on kohal.
Keerake võtit vasakule, kuni kuulete klõpsu.
Kui kaua garantii kehtib?
Keegi ei tea, miks tuled kontserdi ajal kustusid.
Aitäh, see lahendas minu probleemi.""",
    "lt": """Kur galiu pakeisti savo pristatymo adresą?
Raudona lemputė sumirksi du kartus, kai baterija išsikrauna.
Mano traukinys šįryt vėl vėlavo.
Ji nusipirko du kilogramus obuolių ir duonos.
Prašome atsiųsti man kovo mėnesio sąskaitą.
Mes jums paskambinsime, kai tik atvyks detalė.
Sukite raktą į kairę, kol išgirsite spragtelėjimą.
Kiek laiko galioja garantija?
Niekas nežino, kodėl per koncertą užgeso šviesos.
Ačiū, tai išsprendė mano problemą.""",
    "lv": """Kur es varu mainīt savu piegādes adresi?
Sarkanā lampiņa mirgo divas reizes, kad baterija ir tukša.
Mans vilciens šorīt atkal kavējās.
Viņa nopirka divus kilogramus ābolu un maizi.
Lūdzu, atsūtiet man rēķinu par martu.
Mēs jums atzvanīsim, tiklīdz pienāks detaļa.
Pagrieziet atslēgu pa kreisi, līdz dzirdat klikšķi.
Cik ilgi ir spēkā garantija?
Neviens nezina, kāpēc koncerta laikā nodzisa gaismas.
Paldies, tas atrisināja manu problēmu.""",
    "ru": """Где я могу изменить адрес доставки?
Красная лампочка мигает дважды, когда батарея разряжена.
Мой поезд сегодня утром снова опоздал.
Она купила два килограмма яблок и хлеб.
Пришлите мне, пожалуйста, счёт за март.
Мы перезвоним вам, как только придёт деталь.
Поверните ключ влево до щелчка.
Сколько действует гарантия?
Никто не знает, почему во время концерта погас свет.
Спасибо, это решило мою проблему.""",
    "uk": """Де я можу змінити адресу доставки?
Червона лампочка блимає двічі, коли батарея розряджена.
Мій поїзд сьогодні вранці знову запізнився.
Вона купила два кілограми яблук і хліб.
Надішліть мені, будь ласка, рахунок за березень.
Ми передзвонимо вам, щойно прийде деталь.
Поверніть ключ ліворуч, доки не почуєте клацання.
Скільки діє гарантія?
Ніхто не знає, чому під час концерту згасло світло.
Дякую, це вирішило мою проблему.""",
    "bg": """Къде мога да променя адреса за доставка?
Червената лампичка мига два пъти, когато батерията е слаба.
Влакът ми тази сутрин отново закъсня.
Тя купи два килограма ябълки и хляб.
Моля, изпратете ми фактурата за март.
Ще ви се обадим веднага щом пристигне частта.
Завъртете ключа наляво, докато чуете щракване.
Колко време важи гаранцията?
Никой не знае защо светлините угаснаха по време на концерта.
Благодаря, това реши проблема ми.""",
    "el": """Πού μπορώ να αλλάξω τη διεύθυνση παράδοσης;
Το τρένο μου άργησε πάλι σήμερα το πρωί.
Ευχαριστώ, αυτό έλυσε το πρόβλημά μου.""",
    "he": """איפה אפשר לשנות את כתובת המשלוח?
הרכבת שלי איחרה שוב הבוקר.
תודה, זה פתר את הבעיה שלי.""",
    "ar": """أين يمكنني تغيير عنوان التوصيل؟
تأخر قطاري مرة أخرى هذا الصباح.
شكراً، لقد حل ذلك مشكلتي.""",
    "fa": """کجا می‌توانم نشانی تحویل را تغییر دهم؟
قطار من امروز صبح دوباره دیر کرد.
ممنون، این مشکل من را حل کرد.""",
    "ur": """میں ڈیلیوری کا پتہ کہاں بدل سکتا ہوں؟
آج صبح میری ٹرین پھر لیٹ تھی۔""",
    "hi": """मैं अपना डिलीवरी पता कहाँ बदल सकता हूँ?
आज सुबह मेरी ट्रेन फिर देर से आई।
धन्यवाद, इससे मेरी समस्या हल हो गई।""",
    "th": """ฉันจะเปลี่ยนที่อยู่จัดส่งได้ที่ไหน
เช้านี้รถไฟของฉันมาสายอีกแล้ว""",
    "zh": """我在哪里可以更改收货地址？
今天早上我的火车又晚点了。
谢谢，这解决了我的问题。
請問保固期有多久？""",
    "ja": """配送先の住所はどこで変更できますか？
今朝も電車が遅れました。
ありがとうございます、問題が解決しました。""",
    "ko": """배송 주소는 어디에서 변경할 수 있나요?
오늘 아침에 기차가 또 늦었어요.
감사합니다, 문제가 해결되었습니다.""",
    "ka": "სად შემიძლია მიწოდების მისამართის შეცვლა?",
    "hy": "Որտե՞ղ կարող եմ փոխել առաքման հասցեն։",
    "ta": "டெலிவரி முகவரியை எங்கே மாற்றுவது?",
    "bn": "আমি ডেলিভারির ঠিকানা কোথায় বদলাতে পারি?",
    "sr": "Где могу да променим адресу за доставу?\nМој воз је јутрос опет каснио, а нико не зна зашто.",
}

ANSWERS = {
    "en": """You can return the jacket within thirty days if the label is still attached. Bring the receipt to any of our shops.
Water boils at a lower temperature in the mountains, so pasta takes a little longer there.
First close all programs, then start the computer again and try to open the document once more.
The museum opens at ten, but on Mondays only the garden and the café are open to visitors.""",
    "de": """Sie können die Jacke innerhalb von dreißig Tagen zurückgeben, wenn das Etikett noch daran ist. Bringen Sie den Beleg mit.
Wasser kocht im Gebirge bei niedrigerer Temperatur, deshalb brauchen Nudeln dort etwas länger.
Schließen Sie zuerst alle Programme, starten Sie dann den Rechner neu und öffnen Sie das Dokument noch einmal.
Das Museum öffnet um zehn, montags sind aber nur der Garten und das Café für Besucher offen.""",
    "fr": """Vous pouvez rendre la veste dans les trente jours si l'étiquette est encore attachée. Apportez le ticket de caisse.
L'eau bout à une température plus basse en montagne, les pâtes y cuisent donc plus lentement.
Fermez d'abord tous les programmes, redémarrez l'ordinateur et essayez d'ouvrir à nouveau le document.
Le musée ouvre à dix heures, mais le lundi seuls le jardin et le café accueillent les visiteurs.""",
    "es": """Puede devolver la chaqueta en treinta días si conserva la etiqueta. Lleve el recibo a cualquiera de nuestras tiendas.
El agua hierve a menor temperatura en la montaña, por eso la pasta tarda algo más allí.
Primero cierre todos los programas, luego reinicie el ordenador e intente abrir el documento otra vez.
El museo abre a las diez, pero los lunes solo están abiertos el jardín y la cafetería.""",
    "it": """Può restituire la giacca entro trenta giorni se l'etichetta è ancora attaccata. Porti lo scontrino in un nostro negozio.
In montagna l'acqua bolle a una temperatura più bassa, quindi la pasta cuoce più lentamente.
Prima chiuda tutti i programmi, poi riavvii il computer e provi di nuovo ad aprire il documento.
Il museo apre alle dieci, ma il lunedì sono aperti solo il giardino e il bar.""",
    "pt": """Você pode devolver o casaco em trinta dias se a etiqueta ainda estiver nele. Leve o recibo a uma das nossas lojas.
A água ferve a uma temperatura mais baixa na montanha, por isso a massa demora mais a cozer.
Primeiro feche todos os programas, depois reinicie o computador e tente abrir o documento de novo.
O museu abre às dez, mas às segundas só o jardim e o café recebem visitantes.""",
    "nl": """U kunt de jas binnen dertig dagen terugbrengen als het label er nog aan zit. Neem de bon mee naar een van onze winkels.
Water kookt in de bergen bij een lagere temperatuur, daarom duurt pasta daar iets langer.
Sluit eerst alle programma's, start de computer opnieuw op en probeer het document nog eens te openen.
Het museum gaat om tien uur open, maar op maandag zijn alleen de tuin en het café open.""",
    "sv": """Du kan lämna tillbaka jackan inom trettio dagar om etiketten sitter kvar. Ta med kvittot till någon av våra butiker.
Vatten kokar vid lägre temperatur i bergen, så pastan tar lite längre tid där.
Stäng först alla program, starta sedan om datorn och försök öppna dokumentet en gång till.
Museet öppnar klockan tio, men på måndagar är bara trädgården och kaféet öppna för besökare.""",
    "da": """Du kan returnere jakken inden for tredive dage, hvis mærket stadig sidder på. Tag kvitteringen med til en af vores butikker.
Vand koger ved en lavere temperatur i bjergene, så pasta tager lidt længere tid der.
Luk først alle programmer, start derefter computeren igen, og prøv at åbne dokumentet en gang til.
Museet åbner klokken ti, men om mandagen er kun haven og caféen åbne for gæster.""",
    "no": """Du kan levere tilbake jakken innen tretti dager hvis merkelappen fortsatt er på. Ta med kvitteringen til en av butikkene våre.
Vann koker ved lavere temperatur i fjellet, så pasta tar litt lengre tid der.
Lukk først alle programmene, start datamaskinen på nytt og prøv å åpne dokumentet en gang til.
Museet åpner klokken ti, men på mandager er bare hagen og kafeen åpne for besøkende.""",
    "fi": """Voit palauttaa takin kolmenkymmenen päivän kuluessa, jos lappu on vielä kiinni. Ota kuitti mukaan myymälään.
Vesi kiehuu vuoristossa matalammassa lämpötilassa, joten pastan keittäminen kestää siellä hieman kauemmin.
Sulje ensin kaikki ohjelmat, käynnistä sitten tietokone uudelleen ja yritä avata asiakirja vielä kerran.
Museo avataan kymmeneltä, mutta maanantaisin vain puutarha ja kahvila ovat auki.""",
    "pl": """Kurtkę można zwrócić w ciągu trzydziestu dni, jeśli metka jest nadal przyczepiona. Proszę przynieść paragon do sklepu.
W górach woda wrze w niższej temperaturze, dlatego makaron gotuje się tam trochę dłużej.
Najpierw zamknij wszystkie programy, potem uruchom komputer ponownie i spróbuj jeszcze raz otworzyć dokument.
Muzeum otwiera się o dziesiątej, ale w poniedziałki dla zwiedzających czynne są tylko ogród i kawiarnia.""",
    "cs": """Bundu můžete vrátit do třiceti dnů, pokud je na ní ještě visačka. Přineste účtenku do některé z našich prodejen.
Na horách voda vře při nižší teplotě, proto se tam těstoviny vaří o něco déle.
Nejprve zavřete všechny programy, pak restartujte počítač a zkuste dokument otevřít ještě jednou.
Muzeum otevírá v deset, ale v pondělí je pro návštěvníky otevřená jen zahrada a kavárna.""",
    "sk": """Bundu môžete vrátiť do tridsiatich dní, ak je na nej ešte visačka. Prineste bloček do niektorej z našich predajní.
V horách voda vrie pri nižšej teplote, preto sa tam cestoviny varia o niečo dlhšie.
Najprv zatvorte všetky programy, potom reštartujte počítač a skúste dokument otvoriť ešte raz.
Múzeum otvára o desiatej, ale v pondelok je pre návštevníkov otvorená iba záhrada a kaviareň.""",
    "tr": """Etiketi hâlâ üzerindeyse ceketi otuz gün içinde iade edebilirsiniz. Fişi mağazalarımızdan birine getirin.
Dağlarda su daha düşük sıcaklıkta kaynar, bu yüzden makarna orada biraz daha geç pişer.
Önce tüm programları kapatın, sonra bilgisayarı yeniden başlatın ve belgeyi bir kez daha açmayı deneyin.
Müze saat onda açılıyor, ama pazartesi günleri sadece bahçe ve kafe ziyaretçilere açık.""",
    "ro": """Puteți returna jacheta în treizeci de zile dacă eticheta este încă prinsă. Aduceți bonul la unul dintre magazinele noastre.
Apa fierbe la o temperatură mai mică la munte, de aceea pastele se fac acolo ceva mai greu.
Închideți mai întâi toate programele, apoi reporniți calculatorul și încercați să deschideți documentul încă o dată.
Muzeul se deschide la ora zece, dar lunea sunt deschise doar grădina și cafeneaua.""",
    "hu": """A kabátot harminc napon belül visszahozhatja, ha a címke még rajta van. Hozza magával a blokkot valamelyik üzletünkbe.
A hegyekben a víz alacsonyabb hőmérsékleten forr, ezért ott a tészta kicsit lassabban fő meg.
Először zárjon be minden programot, aztán indítsa újra a gépet, és próbálja meg ismét megnyitni az iratot.
A múzeum tízkor nyit, de hétfőn csak a kert és a kávézó van nyitva a látogatók előtt.""",
    "id": """Anda dapat mengembalikan jaket dalam tiga puluh hari jika labelnya masih terpasang. Bawalah struk ke salah satu toko kami.
Di pegunungan air mendidih pada suhu yang lebih rendah, jadi pasta di sana butuh waktu lebih lama.
Tutup dulu semua program, lalu nyalakan ulang komputer dan coba buka dokumen itu sekali lagi.
Museum buka pukul sepuluh, tetapi pada hari Senin hanya taman dan kafe yang terbuka bagi pengunjung.""",
    "vi": """Bạn có thể trả lại áo khoác trong vòng ba mươi ngày nếu nhãn vẫn còn. Hãy mang hóa đơn đến một cửa hàng của chúng tôi.
Trên núi nước sôi ở nhiệt độ thấp hơn, nên nấu mì ở đó lâu hơn một chút.
Trước hết hãy đóng tất cả chương trình, sau đó khởi động lại máy và thử mở tài liệu một lần nữa.
Bảo tàng mở cửa lúc mười giờ, nhưng thứ hai chỉ có khu vườn và quán cà phê đón khách.""",
    "hr": """Jaknu možete vratiti u roku od trideset dana ako je etiketa još na njoj. Donesite račun u jednu od naših trgovina.
U planinama voda vrije na nižoj temperaturi, pa se tjestenina ondje kuha nešto dulje.
Najprije zatvorite sve programe, zatim ponovno pokrenite računalo i pokušajte još jednom otvoriti dokument.
Muzej se otvara u deset, ali ponedjeljkom su za posjetitelje otvoreni samo vrt i kavana.""",
    "ca": """Podeu tornar la jaqueta en trenta dies si encara porta l'etiqueta. Porteu el tiquet a qualsevol de les nostres botigues.
A la muntanya l'aigua bull a una temperatura més baixa, per això la pasta hi triga una mica més.
Primer tanqueu tots els programes, després reinicieu l'ordinador i proveu d'obrir el document un altre cop.
El museu obre a les deu, però els dilluns només són oberts el jardí i la cafeteria.""",
    "et": """Jope saab tagastada kolmekümne päeva jooksul, kui silt on veel küljes. Võtke ostutšekk poodi kaasa.
Mägedes keeb vesi madalamal temperatuuril, seega läheb pasta keetmiseks seal veidi rohkem aega.
Sulgege esmalt kõik programmid, käivitage arvuti uuesti ja proovige dokument veel kord avada.
Muuseum avatakse kell kümme, aga esmaspäeviti on külastajatele lahti ainult aed ja kohvik.""",
    "lt": """Striukę galite grąžinti per trisdešimt dienų, jei etiketė dar nenuimta. Atsineškite kvitą į vieną iš mūsų parduotuvių.
Kalnuose vanduo užverda žemesnėje temperatūroje, todėl makaronai ten verda šiek tiek ilgiau.
Pirmiausia uždarykite visas programas, tada paleiskite kompiuterį iš naujo ir dar kartą pabandykite atverti dokumentą.
Muziejus atidaromas dešimtą, bet pirmadieniais lankytojams atviras tik sodas ir kavinė.""",
    "lv": """Jaku var atdot trīsdesmit dienu laikā, ja etiķete vēl ir klāt. Paņemiet līdzi čeku uz kādu no mūsu veikaliem.
Kalnos ūdens vārās zemākā temperatūrā, tāpēc makaroni tur jāvāra nedaudz ilgāk.
Vispirms aizveriet visas programmas, tad pārstartējiet datoru un mēģiniet vēlreiz atvērt dokumentu.
Muzejs tiek atvērts desmitos, bet pirmdienās apmeklētājiem ir atvērts tikai dārzs un kafejnīca.""",
    "ru": """Куртку можно вернуть в течение тридцати дней, если ярлык ещё на месте. Принесите чек в любой наш магазин.
В горах вода кипит при более низкой температуре, поэтому макароны варятся там немного дольше.
Сначала закройте все программы, затем перезагрузите компьютер и попробуйте ещё раз открыть документ.
Музей открывается в десять, но по понедельникам для посетителей открыты только сад и кафе.""",
    "uk": """Куртку можна повернути протягом тридцяти днів, якщо ярлик ще на місці. Принесіть чек до будь-якого нашого магазину.
У горах вода кипить за нижчої температури, тому макарони варяться там трохи довше.
Спочатку закрийте всі програми, потім перезавантажте комп'ютер і спробуйте ще раз відкрити документ.
Музей відчиняється о десятій, але щопонеділка для відвідувачів відкриті лише сад і кав'ярня.""",
    "bg": """Можете да върнете якето до тридесет дни, ако етикетът е още на него. Донесете бележката в някой от нашите магазини.
В планината водата кипи при по-ниска температура, затова макароните се варят там малко по-дълго.
Първо затворете всички програми, после рестартирайте компютъра и опитайте отново да отворите документа.
Музеят отваря в десет, но в понеделник за посетители са отворени само градината и кафенето.""",
}
"""Answers of ten to thirty words, written after the words and rules were settled."""
