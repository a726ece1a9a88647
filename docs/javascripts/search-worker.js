/* The search where nothing may be fetched: the build has put Material's engine with its index before this, see portable.py. */
courseSearch.engine();
const { config, docs } = courseSearch.index;
dispatchEvent(new MessageEvent("message", { data: { type: 0, data: { config, docs, options: { suggest: false } } } }));
