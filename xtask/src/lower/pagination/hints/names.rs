//! Names that many APIs share, as `normal` makes them; the likelier ones first.

/// What results or facts about them are wrapped in.
pub const ENVELOPES: [&str; 17] = [
    "links",
    "pagination",
    "paging",
    "pageinfo",
    "meta",
    "metadata",
    "responsemetadata",
    "page",
    "pager",
    "pages",
    "cursors",
    "data",
    "result",
    "results",
    "response",
    "embedded",
    "payload",
];
/// Lists of results.
pub const ITEMS: [&str; 9] = [
    "items", "data", "results", "result", "values", "value", "records", "entries", "list",
];
/// Lists that stand beside the results.
pub const NO_ITEMS: [&str; 8] = [
    "errors",
    "warnings",
    "messages",
    "links",
    "included",
    "facets",
    "notifications",
    "tags",
];
/// Links to the next page.
pub const NEXT_LINKS: [&str; 9] = [
    "nextlink",
    "odatanextlink",
    "nexturl",
    "nexturi",
    "nextpageurl",
    "nextpageuri",
    "nextpagelink",
    "nexthref",
    "nextpath",
];
/// Values that name the next page.
pub const CURSORS: [&str; 15] = [
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "nextmarker",
    "nextpagekey",
    "nextcontinuationtoken",
    "continuationtoken",
    "endcursor",
    "after",
    "next",
    "cursor",
    "continue",
    "marker",
    "nextpage",
];
/// Parameters that such a value goes into.
pub const CURSOR_PARAMETERS: [&str; 16] = [
    "cursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "pagecursor",
    "nextcursor",
    "pageafter",
    "startingafter",
    "after",
    "aftercursor",
    "startcursor",
    "marker",
    "pagekey",
    "continue",
    "next",
];
/// Parameters that the id of the last item goes into.
pub const LAST_ITEM_PARAMETERS: [&str; 3] = ["startingafter", "after", "afterid"];
/// Numbers of pages.
pub const PAGE_PARAMETERS: [&str; 6] = [
    "page",
    "pagenumber",
    "pagenum",
    "pageno",
    "pageindex",
    "currentpage",
];
/// Numbers of first items.
pub const OFFSET_PARAMETERS: [&str; 6] = [
    "offset",
    "pageoffset",
    "skip",
    "start",
    "startat",
    "startindex",
];
/// How many items a page has.
pub const LIMIT_PARAMETERS: [&str; 12] = [
    "limit",
    "perpage",
    "pagesize",
    "pagelimit",
    "size",
    "count",
    "maxresults",
    "max",
    "take",
    "top",
    "itemsperpage",
    "resultsperpage",
];
/// Whether another page follows.
pub const MORES: [&str; 7] = [
    "hasmore",
    "hasnextpage",
    "hasnext",
    "hasmorepages",
    "hasmoreitems",
    "hasmoreresults",
    "more",
];
/// How many items all pages have.
pub const TOTALS: [&str; 7] = [
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalelements",
    "totalrecords",
    "totalentries",
];
/// How many pages there are.
pub const TOTAL_PAGES: [&str; 4] = ["totalpages", "pagecount", "numpages", "lastpage"];
