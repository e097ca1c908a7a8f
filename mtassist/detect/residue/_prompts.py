"""Sentences that a site says to its visitor: newsletters, cookies, paywalls, players, comment rules, disclaimers.

They are good English and have their full stop, so lists of labels do not catch them. What gives them away is a frame:
how they begin (an imperative, “we”, “this article”, “by clicking”) and the thing they then speak of (cookies, our
channel, subscribers). Every pattern is matched from the start of a sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

NETWORK = (
    r"(?:facebook|twitter|telegram|whats ?app|viber|instagram|you ?tube|google news|google discover|tik ?tok|linked ?in"
    r"|threads|vkontakte|vk|yandex|zen|odnoklassniki|messenger|social (?:networks?|media)|line|kakao\w*|weibo|wechat)"
)
CHANNEL = (
    rf"(?:{NETWORK}|newsletters?|news ?letters?|channels?|groups?|community|mailing list|pages?|app|application"
    r"|notifications?|alerts?|bulletins?|podcasts?|official account|public account)"
)
INBOX = r"(?:in|on|to|by|via|straight to|directly in|directly to) (?:your |the )?(?:inbox|mailbox|e-?mail|mobile|phone|mail)\b"
PIECE = r"(?:article|content|text|story|video|section|page|item|service|offer|report|material|function|feature)"
READER = r"(?:subscribers?|members?|registered (?:users?|readers?)|premium|paying|subscription|subscribed)"
MONEY = r"(?:[€$£₺₽]\s?\d|\d[\d.,]*\s?(?:€|\$|£|₺|zł|kr\b|czk\b|ft\b|euros?\b|dollars?\b|pounds?\b|cents?\b))"
ADVERT = r"(?:ads?|adverts?|advertis\w+|commercial|publicity|announcement|banner)"
BELOW = rf"(?:{ADVERT}|video|photo|picture|image|gallery|graphic|map|tweet|post|player|break)"
BEFORE = r"(?:please |and |or |also |so |now |then |just |you can |you can also |to )?"

PROMPTS = [
    rf"{BEFORE}(?:subscribe|sign up|sign on|register|join|follow|like|find|add|watch|connect with|be with|stay with|read)\b"
    rf"[^.]{{0,50}}\b(?:us|our)\b[^.]{{0,40}}\b{CHANNEL}\b",
    rf"{BEFORE}(?:subscribe|sign up|register) (?:now |here |today |free |for free )?(?:to|for|on|in|at)\b[^.]{{0,50}}"
    r"\b(?:newsletters?|mailing list|alerts|updates|notifications|channel|bulletin)\b",
    rf"{BEFORE}(?:follow|join|like|find|visit|add) us\b[^.]{{0,40}}\b{NETWORK}\b",
    rf"follow [^.]{{2,40}} (?:on|in) {NETWORK}\b(?=[^a-z]*$|[^.]{{0,20}}\b(?:here|and)\b)",
    r"(?:by |when |if you )(?:clicking|subscribing|registering|signing|continuing|logging|sending|click|subscribe"
    r"|register|continue|submitting|entering)\b[^.]{0,90}\b(?:you|i)\b[^.]{0,30}\b(?:agree|accept|consent|confirm)",
    r"(?:we|we and our partners|this (?:web)?site|our (?:web)?site|this page)\b[^.]{0,40}\buses?\b[^.]{0,25}\bcookies?\b",
    r"(?:please )?(?:accept|allow|refuse|reject|activate|enable) (?:all |the |our )?[^.]{0,20}\bcookies\b",
    r"to (?:view|see|display|watch|read|access|continue|comment|post|leave|vote|use|show|listen|play)\b[^.]{0,50}\b"
    r"(?:you (?:must|need to|have to|should)|please|it is necessary to|accept|log in|sign in)\b[^.]{0,40}"
    r"\b(?:cookies?|log|login|logged|sign|register|registered|subscribe|subscriber|javascript|accept|activate|enable|consent|member)\b",
    rf"(?:this|the|reading (?:this|the)|access to (?:this|the)) (?:full |whole |rest of (?:this|the) |entire )?{PIECE}\b"
    rf"[^.]{{0,40}}\b(?:only|reserved|exclusive(?:ly)?|restricted|limited|accessible|available)\b[^.]{{0,30}}\b{READER}\b",
    rf"(?:only|exclusive(?:ly)?|reserved|content|continue reading|the rest of the article)\b[^.]{{0,20}}\b(?:for|to) (?:our )?{READER}\s*[.!]?$",
    r"(?:are you |you are |you're |do you |i am |i'm )?(?:already|not yet|still not) (?:a |an |have (?:a|an) )?"
    r"(?:subscri\w+|members?|premium|registered|account|login|inscribed)\b[^.]{0,60}\.?$",
    r"(?:you (?:have|still have|have only|can read|can still read|have read|have reached|have used|have already|have exhausted)"
    r"|there (?:are|is|remains?)|remaining)\b[^.]{0,40}\b(?:article|articles|characters|words|reading)\b[^.]{0,30}"
    r"\b(?:left|remain\w*|this month|to read|to be read|limit)\b",
    r"(?:you (?:can|may) )?(?:cancel\w*|terminat\w*|unsubscribe|revocable)\b[^.]{0,30}\b(?:at any time|any ?time|(?:whenever|when) you (?:want|like|wish))",
    rf"(?:subscribe|try|read|get|take advantage|become|first|only|from|then|access|enjoy|choose)\b[^.]{{0,60}}{MONEY}[^.]{{0,12}}"
    r"(?:/ ?month|per month|a month|/ ?year|per year|a year|the first|for the first|for [a-z0-9]+ (?:months?|weeks?|days?)|monthly)",
    r"(?:click|press|tap)\b (?:here\b|below (?:to|for)|on the (?:link|button|image|banner|picture|photo)\b|the (?:link|button|bell))(?! and [a-z]+ (?:he|she|they))",
    rf"(?:i (?:want to )?|to )?(?:subscribe|register|sign up) (?:from|for|now for|for only) {MONEY}",
    r"(?:unlimited access|access (?:to )?all|all (?:the |our )?(?:articles?|content)|read all)\b[^.]{0,40}\b(?:unlimited|articles|content|subscri\w+)\b[^.]{0,30}\.?$",
    r"(?:download|install|get) our\b[^.]{0,30}\bapp(?:lication)?\b",
    r"(?:don.?t|do not) miss\b[^.]{0,60}\b(?:our|follow|subscribe|newsletter|channel|notifications?|telegram|whatsapp)\b",
    r"(?:do you )?(?:want|would you like|wish) to (?:keep|continue|read|receive|stay|know|comment|get|be|see)\b[^.]{0,60}"
    r"\b(?:subscribe|sign up|register|reading\?|read on\?|newsletter|channel|informed|updated|up to date|notified|follow us|join)",
    r"(?:if you |have you |did you |you )?(?:found|find|notice|noticed|see|spotted|saw|discover|discovered)\b[^.]{0,25}\b"
    r"(?:error|mistake|typo|bug|inaccuracy|misprint)\b[^.]{0,60}\b(?:select|highlight|ctrl|click|report|press|let us|write to us|tell us|mark|inform)\b",
    r"(?:select|highlight|mark) (?:the |a |this )?(?:text|error|fragment|typo|piece|it|mistake|word)\b[^.]{0,40}\b(?:ctrl|press|enter|click)\b",
    r"(?:receive|get|have)\b[^.]{0,70}\b" + INBOX,
    r"(?:all|the (?:best|latest|most important|main)|our)\b[^.]{0,30}\bnews\b[^.]{0,30}(?:"
    + INBOX
    + rf"|\b(?:on|in) (?:our|your|the) {CHANNEL}\b)",
    r"support (?:us|our (?:work|journalism|editorial\w*|site|project|newsroom|portal))\b",
    r"(?:at this point|here|in this place)\b,? (?:you (?:will |can )?(?:find|see)|there is|is|we)\b[^.]{0,40}\b(?:external )?content\b[^.]{0,40}"
    r"\b(?:from|by|of|article|supplements?|complements?)\b",
    r"i (?:agree|consent|accept|confirm|declare)\b[^.]{0,60}\b(?:content|data|terms|conditions|newsletters?|privacy|processing|policy|advertising)\b",
    r"(?:this allows |with this |this means )?(?:your |my )?personal (?:data|information)\b[^.]{0,70}\b(?:third[- ]part\w+|transmitted|transferred|processed|shared)\b[^.]{0,60}\.?$",
    r"(?:with|we need) your (?:consent|permission|agreement)\b[^.]{0,80}\b(?:content|cookies|data|display|show|load|tweet|video)\b",
    r"(?:you can|it can be|can be)\b[^.]{0,40}\b(?:displayed|shown|loaded|hidden|hide it)\b[^.]{0,30}\b(?:with one click|with a click|by clicking)\b",
    r"(?:more|further|detailed|additional)\b[^.]{0,40}\b(?:in|see|about) (?:our|this in our|the) (?:privacy|data protection|cookie)\b",
    r"(?:read|see|find|view|accept) (?:our|the|more)?[^.]{0,30}\b(?:privacy (?:policy|notice|statement)|data protection declaration|terms (?:of (?:use|service)|and conditions)|cookie policy)\b",
    r"(?:our |the )?(?:privacy (?:policy|notice)|terms of (?:use|service)|data protection declaration)\b[^.]{0,30}\b(?:apply|applies|and)\b[^.]{0,30}\b(?:terms|google|apply)\b",
    r"this (?:site|page|form) is protected by recaptcha",
    r"(?:set|add|make|choose)\b[^.]{0,40}\bas (?:a |your )?(?:preferred|main|favou?rite) source\b",
    r"thank you for (?:subscribing|your (?:subscription|registration)|signing up|registering|reading)\b[^.]{0,30}\.?$",
    r"your (?:subscription|registration|e-?mail|comment|message|request|account|password|data|vote)\b[^.]{0,40}\b"
    r"(?:has been|was|is|will be|have been|will not be)\b[^.]{0,20}\b(?:sent|confirmed|received|successful|registered|invalid|saved|activated|processed|published|incorrect|counted)\b",
]
COMMENTS = [
    r"your e-?mail (?:address )?will not be published",
    r"(?:mandatory|required|obligatory|the required|all) fields\b",
    r"be the first(?: one| person)? to (?:comment|leave|write|review|react|post|reply|respond|rate)\b",
    r"(?:only )?(?:registered|authori[sz]ed|logged[- ]in) users (?:can|may|are)\b[^.]{0,30}\bcomment",
    r"(?:you (?:must|need to|have to) )(?:be )?(?:log|logged|login|register|registered|sign|signed)\b[^.]{0,30}\b(?:comment|reply|vote|post)",
    r"(?:log in|sign in|login|register|please log in|please sign in)\b[^.]{0,40}\bto (?:leave|post|write|add|read|view|see)?[^.]{0,12}\bcomments?\b",
    r"(?:the |all |your |reader )?comments?\b[^.]{0,30}\b(?:are|is|will be|have been|has been|can be)\b[^.]{0,25}\b(?:closed|disabled|moderated|deactivated|turned off|switched off|checked|awaiting moderation|not published)\b",
    r"(?:there are )?no (?:comments|reviews|reactions|replies)\b[^.]{0,20}(?:yet|here|so far|found)\b",
    r"save my (?:name|data|details|email)\b",
    r"notify me\b[^.]{0,40}\b(?:comments?|posts?)\b",
    r"please enter\b[^.]{0,20}\b(?:comment|name|email|e-mail)\b",
    r"this site uses akismet",
    r"learn how your comment data",
]
PLAYERS = [
    r"(?:sorry,? )?(?:your|this|the) (?:browser|device)\b[^.]{0,30}\b(?:does not|doesn.?t|cannot|is not|is out|can.?t|not support\w*|is too old)",
    r"java ?script (?:is|must|needs?|has|required|seems)\b",
    r"(?:please |you (?:need|have|must)(?: to)? |to )?(?:enable|activate|turn on|switch on|allow|have) (?:the )?java ?script\b",
    r"(?:please )?(?:disable|deactivate|turn off|switch off|pause)\b[^.]{0,25}\bad[- ]?block\w*",
    r"(?:the |this )?(?:video|audio|media|content|player|clip|stream|tweet|post|widget)\b[^.]{0,25}\b(?:is not available|is unavailable|not available|could not be|cannot be|can.?t be|is loading|is being loaded|has been removed|no longer available|failed to)\b[^.]{0,40}\.?$",
    r"(?:the )?(?:file|page) (?:could not|cannot|was not|not) (?:be )?(?:found|loaded|played)\b[^.]{0,20}\.?$",
    r"an error (?:has )?occurred\b[^.]{0,40}\.?$",
    r"(?:play|watch|listen to|start|open) (?:the |this )?(?:video|article|audio|full screen|news|podcast)\b[^.]{0,12}\.?$",
    r"(?:you can )?listen to (?:this|the) (?:article|text|news|story|report|interview)\b[^.]{0,40}\.?$",
    r"(?:a )?(?:post|publication|tweet|message|photo|video)(?: shared)? (?:shared )?(?:by|from|of) [^.]{2,60}\(@",
    r"(?:view|see|show|watch|look at) (?:this )?(?:post|publication|tweet|photo|video|profile)?[^.]{0,10}\b(?:on|in) (?:instagram|facebook|twitter|youtube|tiktok|x)\b[^.]{0,10}\.?$",
    rf"(?:the |this )?(?:article|story|text|report|content|case|news|material|reading|thing|(?:rest|continuation|further part|further course|more|remainder)[^.]{{0,6}} (?:of )?(?:the )?(?:article|text|story|material|news|report))\b"
    rf"[^.]{{0,24}}\b(?:after|below|under|beneath|behind|following)\b(?: the| this)? ?{BELOW}\b(?: material)?[^.]{{0,12}}\.?$",
    rf"(?:continue[sd]?|scroll(?: down)?|keep reading|read on|reading continues|go on reading)\b[^.]{{0,25}}\b(?:after|below|under)\b[^.]{{0,16}}\b{ADVERT}\b",
    r"scroll (?:down )?(?:to|for) (?:continue|read|view|see|more|keep)\b",
    r"(?:this )?(?:advertisement|ad|advert) (?:has not loaded|has not loaded yet|will end|ends in|can be skipped)\b",
]
DISCLAIMERS = [
    r"(?:this|the) (?:article|text|news|content|page|version|story|translation|post|report|original)\b[^.]{0,50}\btranslat\w+\b[^.]{0,60}\b(?:automatic\w*|machine|ai|artificial|google|deepl|software|computer|using|with the help)\b",
    r"(?:this|the) (?:article|text|news|content|page|version|story|post|report)\b[^.]{0,20}\b(?:automatically|machine)[- ](?:translated|generated)\b",
    r"(?:this is an? )?(?:automatic|automated|machine|ai) translation\b[^.]{0,80}\.?$",
    r"(?:automatically|machine)[- ]translated\b[^.]{0,40}\.?$",
    r"translat(?:ed|ion)\b (?:by|with|via|using|from [a-z]+ (?:by|with))\b[^.]{0,20}\b(?:google|deepl|ai|yandex|microsoft|artificial|automatic|machine|software)\b",
    r"the (?:[a-z]+,? (?:and )?){1,6}versions? (?:are|is)\b[^.]{0,20}\bautomatically generated\b",
    r"(?:so )?there may (?:still )?be (?:inaccuracies|errors|mistakes)\b[^.]{0,30}\btranslat",
    r"(?:this|the) (?:article|text|story|content|report|original)\b[^.]{0,30}\b(?:was |is |has been |appeared |were )?(?:originally|first|initially)?\s?(?:written|published|appeared) (?:originally |first )?in (?:german|french|spanish|italian|portuguese|dutch|swedish|polish|czech|russian|ukrainian|turkish|arabic|hebrew|persian|hindi|indonesian|chinese|japanese|korean|danish|norwegian|finnish|greek|hungarian|romanian)\b[^.]{0,60}\.?$",
    r"(?:any |the |total |partial |full |whole |unauthori[sz]ed |all |no )?(?:or |and |in )?(?:total |partial |whole |part )?(?:reproduction|copying|reprint\w*|redistribution|republication|retransmission|reuse|re-publication|quoting|use of (?:the |any |site )?materials?)\b[^.]{0,120}\b(?:prohibited|forbidden|banned|not (?:allowed|permitted)|permission|consent|allowed only|permitted only|hyperlink|authori[sz]ation)\b",
    r"(?:it is )?(?:strictly )?(?:prohibited|forbidden) (?:to |the )?(?:reproduc\w+|cop(?:y|ying)|distribut\w+|republish\w*)\b",
    r"(?:this |the )?(?:material|article|content|text|photo)s?\b[^.]{0,20}\b(?:may not|cannot|must not|can not) be (?:published|reproduced|copied|reprinted|republished|redistributed)\b",
    r"(?:when|if) (?:using|quoting|copying|citing|reprinting) (?:the |our |site |any )?(?:materials?|article|content|information)\b[^.]{0,60}\b(?:link|hyperlink|reference|source|required|mandatory)\b",
    r"(?:©|\(c\)|ⓒ|copyright)(?: ?©| ?\(c\))? ?(?:19|20)\d\d\b[^.]{0,60}",
    r"(?:©|ⓒ|\(c\)|copyright\b)[^.]{0,60}\b(?:all rights|rights reserved|reproduction|unauthori[sz]ed)",
    r"[^.]{0,40}\ball rights (?:are )?reserved\b[^.]{0,60}\.?$",
    r"(?:the )?(?:opinions?|views|statements)\b[^.]{0,60}\b(?:do not|not necessarily|does not)\b[^.]{0,30}\b(?:reflect|represent|coincide|correspond)\b",
    r"the (?:editors|editorial (?:board|office|staff|team)|administration|site|portal|publisher)\b[^.]{0,20}\b(?:is|are|does|do|assumes?|bears?|accepts?)\b[^.]{0,12}\b(?:not|no)\b[^.]{0,20}\b(?:responsib|liab)\w+",
]
BY_KIND = {"comment-box": COMMENTS, "player": PLAYERS, "disclaimer": DISCLAIMERS, "prompt": PROMPTS}
LEAD = re.compile(r"[^\w©ⓒ(]*")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("(?i)(?:" + "|".join(f"(?:{p})" for p in BY_KIND[kind]) + ")")


@lru_cache(maxsize=8192)
def sentence(text: str) -> str | None:
    """Which rule a sentence belongs to, if it is one that a site says to its visitor."""
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    if len(text) - start > 600:
        return None
    return next((kind for kind in BY_KIND if _pattern(kind).match(text, start)), None)
