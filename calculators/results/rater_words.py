"""What the words of a heading say of raters, of labels."""

from collections.abc import Sequence

from calculators.results import headings
from calculators.results.cells import words
from calculators.results.headings import tokens, words_of

AS_RATER = words(
    "rater,annotator,coder,judge,reviewer,labeler,labeller,worker,expert,assessor,grader,user,person,evaluator,r",
    "kodiererin,codierer,codiererin,annotatorin,gutachterin,bewerterin,beurteiler,beurteilerin,juror,jurorin,experte",
    "expertin,testperson,codificador,codificadora,evaluadora,etiquetador,etiquetadora,codificatore,codificatrice",
    "human,llm,member,who,by,username,annotators,labelers,judges,raters,prüfer,prüferin,bewerter,bewertende,gutachter,kodierer",
    "annotateur,annotatrice,évaluateur,juge,codeur,évaluatrice,anotador,anotadora,evaluador,juez,avaliador,avaliadora",
    "juiz,annotatore,valutatore,giudice,beoordelaar,annoteur,标注员,标注者,标注人,评审,评估者,評価者,アノテーター,注釈者,审核员",
)
AS_LABEL = words(
    "winner,preferred,preference,vote,label,labels,category,class,rating,answer,score,code,value,annotation,verdict,choice,grade,result,judgement",
    "judgment,decision,sentiment,urteil,bewertung,klasse,kategorie,étiquette,classe,catégorie,jugement,etiqueta,categoría",
    "clase,nota,rótulo,categoria,avaliação,etichetta,giudizio,beoordeling,oordeel,标签,标注,类别,评分,ラベル,評価,判定",
)
AS_OTHER = words(
    "text,comment,comments,note,notes,url,date,time,timestamp,prompt,content,sentence,explanation,reason,document,doc",
    "source,split,language,lang,topic,model,difficulty,confidence,length,duration,seconds,weight,created,updated,lead",
    "status,tokens,batch,reward,title,age,filter,gender,country",
)
AS_AGREED = words(
    "final,majority,consensus,adjudicated,adjudication,agreed,resolved,aggregate,aggregated,voted,mehrheit,einigung",
    "konsens,consenso,endurteil,schiedsspruch,mayoría,maggioranza,majorité,maioria,meerderheid",
)
"""Words of the label that several raters came to together."""


def of_rater(name: str) -> bool:
    """Whether a heading speaks of a rater, of people or of a judge."""
    return bool(words_of(name) & (AS_RATER | headings.AS_PEOPLE | headings.AS_JUDGE))


def apart_by_number(names: Sequence[str]) -> list[str]:
    """The columns that only one number or letter tells apart, such as r1 beside r2, where there are such.

    Of ids, which mix letters with numbers, none is of a family.
    """
    stems: dict[str, list[str]] = {}
    for name in names:
        parts = [part for part in tokens(name) if not part.isdigit() and (len(part) > 1 or part == "r")]
        if len(parts) == len(tokens(name)) - 1:
            stems.setdefault(" ".join(parts), []).append(name)
    return max(stems.values(), key=len, default=[])
