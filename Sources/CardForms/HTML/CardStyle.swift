internal import Crypto
internal import FoundationEssentials

/// How the page of a card looks, on a screen and on paper: black on white, for it is a document.
enum CardStyle {
    /// As a content security policy names it.
    static let source = "sha256-" + Data(SHA256.hash(Array(sheet.utf8)).bytes).base64EncodedString()

    static let sheet = """
        :root{color-scheme:light}
        *{box-sizing:border-box}
        body{margin:0;background:#fff;color:#000;font:16px/1.4 system-ui,"Noto Sans",sans-serif;\
        font-variant-numeric:tabular-nums}
        main{max-width:60rem;margin:0 auto;padding:1rem}
        h1,h2,p,ul,dl,table{margin:0}
        h1{font-size:1.75rem;line-height:1.2;margin-top:.5rem}
        h2,caption{font-size:1rem;font-weight:700;margin:0 0 .25rem;text-align:start}
        header{display:flex;gap:1rem;justify-content:space-between;border-bottom:2px solid;padding-bottom:.5rem}
        .court:first-child{font-weight:700}
        .check{text-align:end;display:grid;grid-template-columns:1fr auto;column-gap:.5rem;align-content:start;\
        font-size:.8125rem}
        .check p{grid-column:1;overflow-wrap:anywhere}
        .check a{color:inherit}
        .code{font-size:1.25rem;white-space:nowrap}
        .qr{grid-column:2;grid-row:1/5;width:7rem;height:7rem}
        .banner,.outcome{display:flex;gap:.75rem;align-items:center;border:3px solid;padding:.5rem .75rem;\
        margin-top:.75rem}
        .banner{font-size:1.25rem}
        .symbol{width:1em;height:1em;flex:none;vertical-align:-.1em;margin-inline-end:.35em}
        .outcome .symbol{width:3rem;height:3rem;margin:0}
        .outcome h2,.large{font-size:2rem;line-height:1.1;font-weight:700;margin:0}
        .figures{margin-inline-start:auto;text-align:end}
        .pair{display:grid;grid-template-columns:1fr 1.1fr;gap:0 1.5rem;margin-top:.75rem}
        .name{font-size:1.25rem}
        .label,dt{color:#444;font-size:.8125rem}
        dl{display:grid;grid-template-columns:minmax(5.5rem,max-content) 1fr;gap:0 .75rem;align-items:baseline}
        dd{margin:0;min-width:0;overflow-wrap:anywhere}
        .technical{font-size:.75em}
        .timeline{display:block;width:100%;margin:.75rem 0}
        .narrow{display:none}
        section,.table{margin-top:.75rem}
        .pair>section,.outcome{margin-top:0}
        .outcome,.banner{margin-top:.75rem}
        .table{overflow-x:auto}
        table{border-collapse:collapse;width:100%}
        th{text-align:start;border-bottom:1.5px solid;font-size:.8125rem;color:#333}
        td{border-bottom:1px solid #999;vertical-align:baseline}
        th,td{padding:.2rem .5rem .2rem 0}
        .number{text-align:end;white-space:nowrap;padding-inline:.75rem 0}
        .word{white-space:nowrap}
        ul{padding-inline-start:1.5em}
        .small{font-size:.8125rem}
        .policy{overflow-wrap:anywhere}
        .links{max-width:60rem;margin:0 auto;padding:0 1rem 2rem;display:flex;gap:1rem}
        @media (max-width:40rem){header,.pair{display:block}.check{margin-top:.5rem;text-align:start}\
        .outcome{flex-wrap:wrap}.figures{text-align:start;margin:0}.wide{display:none}.narrow{display:block}\
        .rules .number{display:none}\
        .pair>section{margin-top:.75rem}}
        @media print{@page{margin:11mm}body{font-size:8.4pt;line-height:1.22}main{max-width:none;padding:0}\
        html{font-size:8.4pt}.links{display:none}h1{font-size:17pt}.outcome h2,.large{font-size:22pt}\
        .name{font-size:14pt}.banner{font-size:11pt}.qr{width:26mm;height:26mm}.small{font-size:6.6pt}\
        .label,dt,th{font-size:6.8pt}.code{font-size:11pt}.small dt,.small dd,.small th{font-size:6.4pt}\
        th,td{padding-top:.06rem;padding-bottom:.06rem}section,.table,.timeline,.pair{margin-top:.45rem}\
        .timeline{margin-bottom:0}.outcome .symbol{width:30pt;height:30pt}tr,section{break-inside:avoid}\
        .check{font-size:6.8pt}.small ul{line-height:1.15}}
        """
}
