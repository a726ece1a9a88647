"""Whether more of what a heading names is better: only words that are known settle it, any other is asked about."""

import re
from collections.abc import Iterable, Sequence

from calculators.results.cells import words
from calculators.results.headings import AS_AFTER, AS_BEFORE, AS_MODEL, AS_RUN, tokens

LESS = words(
    "churn,churned,bounce,bounced,unsubscribed,abandoned",
    "loss,wer,cer,ppl,perplexity,error,errors,hallucination,hallucinations,hallucinated,halluc,toxicity,toxic",
    "severity,schweregrad,risk,risiko,danger,latency,fails,bug,bugs,harm,harms,regret,durée,antwortzeit,ttft,beanstandungen,abweichung,abweichungen,pii",
    "escalated,escalation,escalations,schulnote,deviation,defects,complaints,timed,fehlerquote,fehlerrate,fehlerzahl,fehleranzahl,wortfehlerrate",
    "cost,costs,price,duration,mae,rmse,mse,nll,failures,violations,refusals,bias,distance,edits,ms,seconds,harmful",
    "fehler,jailbroken,unsafe,flagged,leak,leakage,ter,brier,fid,usd,eur,tokens,rank,bpb,wrong,failed,refused",
    "violation,fail,failing,not,non,nicht,kein,never,without,miss,missed,misses,drop,gap,regression,regressions,time",
    "minutes,hours,delay,wait,attempts,retries,zeit,dauer,temps,tiempo,tempo,tijd,wait,unsupported,invalid,unanswered",
    "incorrect,falsch,faux,erreur,erreurs,coste,costo,custo,kosten,coût,errores,errori,erros,fouten,fout,错误率,误差",
    "błąd,błędy,błędów,chyba,chyby,chyb,greška,greške,grešaka,ошибка,ошибки,ошибок,помилки,помилок,fel,feil,fejl,virheet",
    "hata,hatalar,hiba,hibák,λάθη,erros,koszt,czas,cena,стоимость,время,kostnad,kostnader,süre,maliyet,koszty,költség",
    "损失,延迟",
    "成本,誤り,誤答,エラー,損失,コスト,遅延",
)
"""Words of what is mostly better when there is less of it: never believed, only told in the question."""

PREDICTED = words(
    "pred,preds,prediction,predictions,predicted,forecast,forecasts,estimate,estimated,vorhersage,prognose"
)
"""Words of numbers that a model gives, and that are no scores."""

SCHOOL = words("schulnote,schulnoten,note,noten,zensur,zensuren,gesamtnote,klassennote")
"""Names of German school grades, of which 1 is the best; “note” is a grade elsewhere as well, the more the better."""

WORST_GRADE = 6

MORE = words(
    "accuracy,acc,score,scores,scored,correct,correctness,right,pass,passed,passes,passing,success,successful",
    "succeeded,preference,preferences,preferred,votes,vote,upvotes,thumbs",
    "converted,conversion,conversions,purchased,revenue,retained,retention",
    "solved,resolved,ok,good,f,bleu,sacrebleu,rouge,meteor,chrf,comet,bleurt,bertscore,rating,ratings,quality,win",
    "wins",
    "won,winrate,em,precision,recall,ndcg,mrr,auc,auroc,auprc,hit,hits,kappa,mcc,iou,dice,helpfulness,helpful",
    "faithfulness,faithful,groundedness,grounded,relevance,relevancy,relevant,coherence,coherent,fluency,fluent",
    "factuality",
    "factual,truthfulness,truthful,satisfaction,reward,similarity,usefulness,useful,completeness,adherence,points",
    "pts",
    "csat,nps,mos,naturalness,engagingness,engagement,readability,informativeness,creativity,conciseness,lesbarkeit",
    "understandability,verständlichkeit,klarheit,vollständigkeit,nützlichkeit,hilfreich,hilfreichkeit,relevanz,kohärenz",
    "zufriedenheit,natürlichkeit,flüssigkeit,utilité,pertinence,clarté,utilidad,relevancia,claridad,satisfacción",
    "safety,safe,adequacy,clarity,consistency,harmlessness,politeness,faith,stars,loglik,loglikelihood,logprob,logprobs,elo,valid,accepted,matches,match",
    "equals,qem,em",
    "genauigkeit,richtig,korrekt,korrektheit,punkte,punktzahl,bewertung,bestanden,treffer,trefferquote,erfolg",
    "erfolgreich",
    "gelöst,qualität,güte,précision,exactitude,exact,correcte,juste,réussi,réussite,succès,qualité",
    "exactitud,precisión,correcto,correcta,aciertos,acierto,puntuación,puntaje,puntos,calidad,éxito,aprobado",
    "accuratezza,precisione,corretto,corretta,punteggio,punti,qualità,successo,superato",
    "acurácia,exatidão,precisão,correto,correta,acerto,acertos,pontuação,pontos,qualidade,sucesso,aprovado",
    "nauwkeurigheid,juist,goed,geslaagd,punten,kwaliteit,准确率,准确度,正确,正确率,得分,分数,评分,通过,通过率,质量",
    "胜率",
    "正解,正解率,正答,正答率,精度,スコア,得点,評価,合格,品質",
)
"""Names of what is better when there is more of it."""

MEASURES = words(
    "accuracy,correctness,recall,precision,relevancy,relevance,faithfulness,groundedness,similarity,adherence",
    "completeness,coherence,fluency,factuality,truthfulness,helpfulness,usefulness,harmlessness,consistency,toxicity",
    "bleu,sacrebleu,rouge,meteor,chrf,comet,bleurt,bertscore,ndcg,mrr,auc,auroc,wer,cer,ter,perplexity,ppl",
    "hallucination,genauigkeit,korrektheit,exactitude,exactitud,accuratezza",
)
"""Names that only metrics bear, and no answers."""

PLAIN = words(
    "column,result,results,value,values,outcome,output,outputs,response,answer,answers,prediction,predictions,predicted",
    "pred,graded,grading,judged,ranked,marked,checked,assessed,model_graded,rubric,assessment,check,annotation,review",
    "preds,completion,label,eval,evaluation,evals,metric,verdict,judgement,judgment,judge,grader,human,status,is,was",
    "the",
    "of,a,b,x,y,v,s,ist,hat,llm,ai,feedback,outputs,scores,ergebnis,ergebnisse,wert,urteil,résultat,valeur,resultado",
    "valor,risultato,valore,resultaat,waarde,antwort,réponse,respuesta,risposta,resposta,antwoord,结果,回答,值,値",
    "結果,context,tone,style,format,instruction,retrieval,summary,domain,question,reference,thought,reasoning,language",
    "german,english,french,spanish,math,code,sql,json",
)
"""Words that name no metric, but what is judged."""

BESIDE = words(
    "rate,mode,macro,micro,weighted,at,k,l,lsum,top,exact,mean,avg,average,share,percent,pct,strict,flexible,norm",
    "normalized",
    "total,overall,final,sum,quote,anteil,taux,tasa,tasso,taxa,answer,task,test,all,n,p,o,levenshtein,semantic",
    "embedding,closed,open,per,word,byte,item,user,tool,call,goal,plan,step,steps",
)
"""Words that say something of a metric beside its name, and nothing alone."""

YES = words("true,1,1.0,yes,y,t,wahr,ja,vrai,oui,verdadero,sí,sì,si,vero,sim,verdadeiro,waar,x,✓,✔,✅,是,真,はい,有")
"""Of words that count as right, those that only say that what the heading names is so."""

FAMILIES = words(
    "gpt,llama,mistral,mixtral,qwen,gemma,gemini,claude,phi,deepseek,opus,sonnet,haiku,mini,nano,turbo,falcon,t,bert",
    "internlm,baichuan,chatglm,glm,zephyr,starcoder,codellama,bloom,pythia,mpt,dbrx,jamba,granite,nemotron,cohere,aya",
    "smollm,stablelm,tulu,wizardlm,orca,hermes,nous,grok,kimi,ernie,doubao,hunyuan,minimax,exaone,solar,reka,nova,titan",
    "roberta,yi,olmo,instruct,chat,it,openai,anthropic,google,meta,lora,qlora,sft,dpo,rag,prompt,vicuna,command",
    "modell",
    "model,b,large,small,medium,xl,pro,flash,zero,shot,few,our,ours,my",
)
"""Words of models’ names."""

NAMELESS = re.compile(r"\d+|[a-z]|none")

NEUTRAL = AS_BEFORE | AS_AFTER | AS_MODEL | AS_RUN | PLAIN | FAMILIES


def metric_words(names: Sequence[str]) -> tuple[str, ...]:
    """The words that names of columns share beside their sides: the metric. What they do not share is the model."""
    left = [_left(name) for name in names if name]
    first = next(iter(left), ())
    shared = tuple(word for word in first if all(word in other for other in left))
    lost = tuple(word for other in left for word in other if word in LESS and word not in shared)
    return (*shared, *dict.fromkeys(lost))


def _left(name: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(name) if word not in NEUTRAL and not NAMELESS.fullmatch(word))


PERPLEXITY = frozenset({"perplexity", "ppl", "perplexities"})
"""Names of what is never below 1."""

SURE = MORE - words("score,scores,scored,rating,ratings,points,pts,grade,em,bewertung,punkte,punktzahl,评分,分数,得分")
"""Names that say of any word beside them that more is better, as recall does of a context, and a score does not."""


def open_words(found: Sequence[str]) -> tuple[str, ...]:
    """Of the words of a metric those that do not settle that more is better; those of losses first."""
    if any(word in SURE for word in found) and not any(word in LESS for word in found):
        return ()
    known = any(word in MORE for word in found)
    left = [word for word in found if word not in MORE and not (known and word in BESIDE)]
    return tuple(sorted(left, key=lambda word: word not in LESS))


def school_grades(found: Iterable[str], values: Iterable[float]) -> bool:
    """Whether these words of a metric, above these numbers, may be German school grades from 1 to 6."""
    known = set(values)
    return bool(SCHOOL & {*found}) and bool(known) and min(known) >= 1 and max(known) <= WORST_GRADE


def of_predictions(name: str) -> bool:
    """Whether a heading only says that what a model predicted stands below it, and names no metric."""
    of = {*tokens(name)}
    return bool(of & PREDICTED) and not of & (MORE | LESS)


def speaks_of_less(text: str) -> bool:
    """Whether a short text holds a word of what is better when there is less."""
    return len(text) <= 40 and bool(re.search(r"\w", text)) and any(word in LESS for word in tokens(text))
