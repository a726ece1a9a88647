"""What the words of a heading, or of a model's name, say a column is for."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from calculators.results.cells import words
from calculators.results.legends import without
from calculators.results.scale_ends import bare

HAN = re.compile(r"[぀-ヿ㐀-鿿ー]+")
"""A run of Chinese or Japanese letters, between which no spaces stand."""

SEED = re.compile(r"(?<![a-z])(?:random[ _-]?state|random[ _-]?seed|rng)(?![a-z])", re.IGNORECASE)
"""What else a seed is called."""

AS_BEFORE = words(
    "before,baseline,base,old,control,reference,previous,prior,original,untuned,champion,pre,current,prod,production",
    "ctrl,legacy,incumbent,existing",
    "vorher,avant,antes,prima,alt,alte,alter,altes,ancien,ancienne,basis,bestand,bisher,bisherig,antiguo,antigua,anterior",
    "vecchio,vecchia,vieja,viejo,antiga,vieux,vieille,oude,alten,altem",
    "antigo",
    "oud,voor,voorheen,precedente,precedent,微调前,微調前,训练前,调优前,之前,以前,基线,原模型,旧模型,旧,原,前",
    "チューニング前,学習前,変更前,ベースライン,до,قبل,önce,trước,전,przed,před,före,før,ennen,wcześniej",
    "было,прежде,раніше,prije,prej,előtte,öncesi,önceki,πριν,이전,기존",
)
AS_AFTER = words(
    "after,tuned,finetuned,proposed,vorgeschlagen,proposé,propuesto,proposto,fine,ft,new,treatment,candidate,challenger,post,updated,improved,distilled,lora,sft,dpo,treat",
    "nachher,après,apres,despues,después,dopo,neu,neue,neuer,neues,nouveau,nouvelle,kandidat,candidat,nuevo,nuovo,novo",
    "nueva,nuova,nieuwe,neuen,neuem,mejorado,mejorada,afinado,afinada",
    "nieuw",
    "depois,posterior,feinabgestimmt,affiné,ajustado,微调后,微調後,训练后,调优后,之后,以后,新模型,新,后,後",
    "チューニング後,学習後,変更後,после,بعد,sonra,sau,후,efter,etter,jälkeen",
    "po,стало,після,nakon,poslije,utána,sonrası,sonraki,μετά,이후,신규",
)
SIDES = (
    ("a", "b"), ("x", "y"), ("left", "right"), ("1", "2"), ("first", "second"), ("one", "two"), ("l", "r"),
    ("links", "rechts"), ("gauche", "droite"), ("izquierda", "derecha"), ("top", "bottom"), ("i", "ii"), ("左", "右"),
)  # fmt: skip
"""Pairs of words that tell two sides apart, and not which of them is before."""

AS_VOTER = words(
    "voter,rater,annotator,judge,labeler,labeller,worker,grader,assessor,reviewer,coder,evaluator,bewerter,bewerterin",
    "evaluador,evaluadora,anotador,anotadora,juez,jueza,évaluateur,évaluatrice,annotateur,annotatrice,juge,valutatore",
    "valutatrice,giudice,avaliador,avaliadora,juiz,beoordelaar,prüfer,prüferin,gutachter,gutachterin,kodierer,评审,評価者",
)
"""Words of whoever gives a verdict on an item, of which there may be several."""

AS_SIDES = words("model,experiment,system,generator,modell,modèle,modelo,modello,模型,モデル")
"""Words of the two columns that hold the models of a row."""

SIDED_HAN = tuple(sorted((word for word in AS_BEFORE | AS_AFTER if HAN.fullmatch(word)), key=lambda word: -len(word)))

AS_NAME = words(
    "id,itemid,qid,uid,uuid,key,idx,index,guid,hash,nr,number,no,nummer,numéro,número,numero,编号,题号,序号,番号"
)
AS_ITEM = words(
    "item,example,question,case,test,task,prompt,sample,input,query,instruction,problem,instance,utt,utterance,frage",
    "pair,pairs,paar,paire",
    "beispiel",
    "aufgabe,exemple,pregunta,ejemplo,domanda,esempio,pergunta,exemplo,vraag,voorbeeld,问题,题目,样本,質問,問題,例,вопрос,задание,задача,пример",
)
AS_MEASURE = words(
    "latency,time,ms,sec,secs,seconds,duration,tokens,token,cost,costs,price,usd,length,chars,size,timestamp,tstamp,date",
    "created",
    "updated,attempt,try,retry,fold,replicate,repetition,rep,versuch,tentative,tentativo,尝试,重试,retries,limit,threshold,seed,temperature,line,row,hash,count,number,turn,epoch,run,trial,rank,n",
    "difficulty,confidence,conf,weight,age,year,day,month,grade,level,step,steps",
)
AS_CLUSTER = words(
    "document,doc,docs,cluster,conversation,thread,passage,article,session,story,page,chapter,contract,user,customer",
    "patient,ticket,dialog,dialogue,paper,book,email,file,group,source,context,trace,video,speaker,author,dokument",
    "quelle,akte",
    "vertrag,gespräch,url,repo,repository,dossier,source,documento,fuente,fonte,bron,文档,文件,文書,資料,ファイル",
)
AS_JUDGED = words(
    "pref,prefs,winner,preferred,preference,chosen,choice,judgement,judgment,verdict,vote,better,pick,sieger,gewinner,bevorzugt",
    "präferenz",
    "urteil,besser,gagnant,vainqueur,préféré,préférence,meilleur,ganador,preferido,preferida,preferencia,mejor",
    "vincitore",
    "preferito,preferenza,migliore,vencedor,preferência,melhor,winnaar,voorkeur,beter,胜者,获胜者,赢家,偏好,更好",
    "勝者,好み",
)
AS_MODEL = words(
    "model,variant,system,version,release,run,arm,condition,checkpoint,experiment,provider,deployment,engine,llm,agent,log",
    "config",
    "generator,setup,method,approach,algorithm,policy,display,modell,modèle,modelo,modello,variante,versie,versión",
    "versione",
    "build,versão,модель,система,версия,pipeline,strategy,candidate,模型,版本,系统,モデル,バージョン,システム",
)
AS_RUN = words(
    "run,epoch,seed,trial,fold,attempt,repetition,rep,iteration,replicate,repeat,sample,try,retry,lauf,durchlauf,durchgang",
    "versuch,tentative,tentativo,尝试,重试",
    "wiederholung,k",
    "essai,intento,prova,tentativa,poging,轮次,试行,試行,回",
)
AS_METRIC = words(
    "metric,metrics,name,key,scorer,criterion,criteria,aspect,dimension,measure,evaluator,filter,feedback"
)
AS_SPLIT = words(
    "task,subset,dataset,split,category,subject,language,lang,benchmark,domain,topic,config,part,type,set",
    "slice,kategorie,sprache,thema,fach,catégorie,langue,categoría,idioma,categoria,类别,カテゴリ",
)
AS_GOLD = words(
    "gold,golden,label,target,expected,reference,truth,answer,ideal,correct,solution,groundtruth,true,key,annotation",
    "lösung",
    "musterlösung,soll,referenz,sollwert,erwartet,référence,attendu,attendue,solución,esperado,esperada,referencia",
    "respuesta,soluzione,atteso,attesa,riferimento,gabarito,referência,verwacht,oplossing,referentie,标准答案,答案",
    "参考答案",
    "正解,正答,模範解答,期待値",
)
AS_LEFT_OUT = words(
    "exclude,excluded,exclusion,ignore,ignored,discard,discarded,omit,omitted,contaminated",
    "ausschließen,ausschliessen,ausgeschlossen,ausschluss,ignorieren,verworfen,exclure,exclu,exclue,ignorer",
    "excluir,excluido,excluida,escludere,escluso,esclusa,uitsluiten,uitgesloten,排除,除外",
)
"""Words of columns that mark what is to be left out."""

AS_COUNTED = words(
    "include,included,inclusion,keep,kept,einschließen,eingeschlossen,behalten,inclure,inclus,incluir,incluido"
)
"""Words of columns that mark what is to be counted."""

AS_REASON = words(
    "reason,reasons,reasoning,explanation,explanations,rationale,justification,why,comment,comments,note,notes,remark",
    "remarks,critique,begründung,grund,erklärung,kommentar,anmerkung,bemerkung,raison,explication,justificatif",
    "commentaire,razón,motivo,explicación,comentario,spiegazione,commento,motivazione,explicação,comentário,reden",
    "toelichting,uitleg,理由,原因,说明,备注,説明,コメント",
)
"""Words of what is said of a result, and is none."""

AS_SUM = words("total,totals,sum,sums,mean,average,avg,gesamt,summe,overall,gesamtergebnis,mittelwert,moyenne,somme")
AS_PREDICTION = words("pred,preds,prediction,predictions,predicted,output,outputs,response,answer,completion")
AS_PEOPLE = words("human,humans,people,person,expert,experts,annotator,annotators,manual,reviewer,rater,mensch,gold")
AS_JUDGE = words("judge,llm,gpt,autorater,auto,automatic,automated,grader,ai,machine")
AS_ORDER = words("order,swap,swapped,flip,flipped,reversed,permutation,arrangement,presented,position,shown")
AS_SWAP = words("swap,swapped,flip,flipped,reversed")
UNSWAPPED = words("ab,a b,original,normal,straight,unswapped,not swapped,forward,a first,a then b,a/b,12,1 2")
SWAPPED = words("ba,b a,swapped,reversed,flipped,reverse,swap,backward,b first,b then a,b/a,21,2 1")


AS_FIRST = words("first,a,1,left,top,one,zuerst,erste,erster,links,premier,première,gauche,primero,izquierda,primo")
AS_SECOND = words("second,b,2,right,bottom,two,zweite,zweiter,rechts,deuxième,droite,segundo,derecha,secondo")
OF_PLACE = words(
    "model,system,generator,variant,experiment,shown,presented,displayed,position,place,placed,slot,side,which,is,was",
    "stood,in,at,the,answer,response,assistant,output,option,candidate,name,order,on,of,for,by,text,modell,modèle,modelo,modello",
)
"""Words that may stand beside one of a place in a heading such as "shown first"."""


def tokens(name: str) -> tuple[str, ...]:
    """The words and numbers that a name is made of: "isCorrect_v2" is "is", "correct", "v", "2".

    What a legend in it says of cells is none of them.
    """
    plain = SEED.sub(" seed ", re.sub(r"([a-zà-ÿ])([A-Z])", r"\1 \2", without(bare(name))))
    parted = HAN.sub(lambda found: f" {_parted(found[0])} ", plain)
    return tuple(re.findall(r"[^\W\d_]+|\d+", parted.lower()))


@lru_cache(maxsize=4_000)
def _parted(run: str) -> str:
    """A run of such letters with a space behind a word of a side at its beginning, before one at its end."""
    if run in SIDED_HAN:
        return run
    for word in SIDED_HAN:
        if run.startswith(word) and run != word:
            return f"{word} {run[len(word) :]}"
        if run.endswith(word) and run != word:
            return f"{run[: -len(word)]} {word}"
    return run


def words_of(name: str) -> frozenset[str]:
    """The same without order."""
    return frozenset(tokens(name))


def apart(one: str, other: str) -> tuple[str, str] | tuple[()]:
    """The one word in which two names differ; nothing where they differ in more, or in none."""
    first, second = tokens(one), tokens(other)
    found = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    return found[0] if len(first) == len(second) and len(found) == 1 else ()


def sides_of(names: Iterable[str], words: frozenset[str]) -> tuple[str, ...]:
    """Two names with one of these words that differ only in a word of two sides, such as model_a, model_b."""
    left = [name for name in names if words_of(name) & words]
    return next(((one, other) for one in left for other in left if apart(one, other) in SIDES), ())


MOST_COMMAS = 200
"""So many parts between commas may be one name, or several joined by " + "."""


def listed(columns: str, there: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of a list of columns as a person types them; a name may hold commas itself, also one of several."""
    known = set(there)
    parts = columns.split(",")
    most = MOST_COMMAS if any("," in name for name in known) else 1
    found, at = [], 0
    while at < len(parts):
        ends = range(min(len(parts), at + most), at + 1, -1)
        end = next((end for end in ends if _known(",".join(parts[at:end]).strip(), known)), at + 1)
        found.append(",".join(parts[at:end]).strip())
        at = end
    return tuple(filter(None, found))


def _known(name: str, there: set[str]) -> bool:
    """Whether this is a column, or several joined by " + "."""
    return name in there or (" + " in name and all(part.strip() in there for part in name.split(" + ")))


def runs(name: str, there: Iterable[str]) -> tuple[str, ...]:
    """The columns of several runs as one name: "base_1 + base_2"."""
    return (name,) if name in there or " + " not in name else tuple(part.strip() for part in name.split(" + "))


def side(name: str) -> int:
    """-1 where a name speaks of the model before, 1 of the one after, 0 of neither or of both."""
    of = words_of(name)
    return bool(of & AS_AFTER) - bool(of & AS_BEFORE)


def first_of(names: Sequence[str]) -> str:
    """The one of some models that is surely the one before; empty where their names do not say."""
    before = [name for name in names if side(name) < 0]
    if len(before) == 1:
        return before[0]
    if len(names) == 2 and not before:
        after = [name for name in names if side(name) > 0]
        return next(name for name in names if name != after[0]) if len(after) == 1 else ""
    return ""


def before_first(cell: str, heading: str) -> bool | None:
    """Whether a cell says that the answer before stood first: AB, "base first", in a column "swapped" no; or None."""
    word = " ".join(cell.lower().replace("_", " ").replace("-", " ").replace(">", " ").split())
    if word in UNSWAPPED or word in SWAPPED:
        return word in UNSWAPPED
    stood = {"1": -1, "2": 1}.get(word) or place(word)
    if stood and words_of(heading) & {"position", "place", "slot", "side"} and (of_model := side(heading)):
        return stood == of_model
    if words_of(heading) & AS_SWAP and word in ("true", "yes", "1", "false", "no", "0"):
        return word in ("false", "no", "0")
    of = tokens(cell)
    sides = [bool(set(AS_BEFORE) & {one}) for one in of if one in AS_BEFORE | AS_AFTER]
    return sides[0] if sides and (len(sides) > 1 or "first" in of) else None


def of_metrics(name: str) -> bool:
    """Whether a column is one of metrics: a filter of answers, a perturbation of questions only tells rows apart."""
    return bool(words_of(name) & (AS_METRIC - {"filter"}))


def place(name: str) -> int:
    """-1 where a heading only speaks of what stood first ("shown_first", "model_A"), 1 of what stood second, else 0."""
    of = words_of(name)
    first, second = bool(of & AS_FIRST), bool(of & AS_SECOND)
    return second - first if of <= AS_FIRST | AS_SECOND | OF_PLACE else 0


def swapped_name(name: str) -> bool:
    """Whether a heading speaks of the pairs with places changed: "winner_ba", "verdict_swapped"."""
    return bool(words_of(name) & (AS_SWAP | {"ba", "reverse"}))


def people_beside(names: Sequence[str]) -> tuple[str, str] | None:
    """Of two names that of a judge and that of people; None where they do not say so."""
    if len(names) != 2:
        return None
    people = [name for name in names if words_of(name) & AS_PEOPLE]
    judge = [name for name in names if words_of(name) & AS_JUDGE]
    return (judge[0], people[0]) if len(people) == 1 and len(judge) == 1 and people != judge else None
