/** What runs, if it runs. */
const deed = 'window.__xss=1'

/** Markup that runs a script where it is not escaped. */
const bodies = [
  `<script>${deed}</script>`,
  `<script src=data:text/javascript,${deed}></script>`,
  `<ScRiPt>${deed}</sCrIpT>`,
  `<script\n>${deed}</script\n>`,
  `<script/x>${deed}</script>`,
  `<script type=module>${deed}</script>`,
  `<scr<script>ipt>${deed}</script>`,
  `<<script>${deed}//<</script>`,
  `<svg><script>${deed}</script></svg>`,
  `<svg><script>${deed.replace('=', '&#61;')}</script></svg>`,
  `<svg onload=${deed}>`,
  `<svg/onload=${deed}>`,
  `<svg\tonload\t=\t${deed}>`,
  `<svg><animate onbegin=${deed} attributeName=x dur=1s>`,
  `<svg><set onbegin=${deed} attributeName=x to=1>`,
  `<svg><a xlink:href="javascript:${deed}"><text y=20>x</text></a></svg>`,
  `<img src=x onerror=${deed}>`,
  `<img src=x onerror="${deed}">`,
  `<img src=x onerror='${deed}'>`,
  `<IMG SRC=x ONERROR=${deed}>`,
  `<img/src/onerror=${deed}>`,
  `<img src=x:x onerror=${deed} //`,
  `<img src="x\`onerror=${deed}>" onerror=${deed}>`,
  `<image src=x onerror=${deed}>`,
  `<img src=x onerror=eval(atob('d2luZG93Ll9feHNzPTE='))>`,
  `<img src=x onerror=&#119;indow.__xss=1>`,
  `<img src=x onerror=window&lsqb;'__xss'&rsqb;=1>`,
  `<img src=x onerror=\\u0077indow.__xss=1>`,
  `<body onload=${deed}>`,
  `<body onpageshow=${deed}>`,
  `<input autofocus onfocus=${deed}>`,
  `<select autofocus onfocus=${deed}></select>`,
  `<textarea autofocus onfocus=${deed}></textarea>`,
  `<button autofocus onfocus=${deed}>x</button>`,
  `<a autofocus tabindex=0 onfocus=${deed}>x</a>`,
  `<video src=x onerror=${deed}></video>`,
  `<video><source onerror=${deed}></video>`,
  `<audio src=x onerror=${deed}></audio>`,
  `<details open ontoggle=${deed}>x</details>`,
  `<iframe srcdoc="<script>parent.__xss=1</script>"></iframe>`,
  `<iframe src="javascript:parent.__xss=1"></iframe>`,
  `<iframe onload=${deed}></iframe>`,
  `<object data="javascript:${deed}" onerror=${deed}></object>`,
  `<embed src=x onload=${deed} onerror=${deed}>`,
  `<link rel=stylesheet href=data:text/css, onload=${deed}>`,
  `<style onload=${deed}></style>`,
  `<style>@import 'x'</style><img src=x onerror=${deed}>`,
  `<meta http-equiv=refresh content="0;url=javascript:${deed}">`,
  `<base href="javascript:/a/+${deed}//"><a href=.>x</a>`,
  `<marquee onstart=${deed}>x</marquee>`,
  `<form><button formaction="javascript:${deed}" autofocus onfocus=${deed}>x</form>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${deed}></style></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${deed}>">`,
  `<template><script>${deed}</script></template><img src=x onerror=${deed}>`,
  `<x onclick=${deed} autofocus tabindex=1 onfocus=${deed}>x`,
  `<p style="animation-name:cover" onanimationstart=${deed}>x</p>`,
  `<isindex action="javascript:${deed}" autofocus onfocus=${deed}>`,
  `\u0000<script>${deed}</script>`,
  `\ufeff<script>${deed}</script>`,
  `＜script＞${deed}＜/script＞`,
  `{{constructor.constructor('${deed}')()}}`,
  '{{{body}}} {{> parts/csrf}} {{#with "s" as |string|}}{{lookup string.sub "constructor"}}{{/with}}',
  `\${${deed}} #{${deed}} <%= ${deed} %> [[${deed}]]`,
]

/** What stands before them: the ends of all that a text may stand in. */
const beginnings = ['', '">', "'>", '</textarea>', '</title>', '-->', '</style></script>', '\\">', '&quot;>']

/** Texts that need no markup of their own where they stand in an attribute. */
const attributes = ['" ', "' ", '` ', ' ', '"\n'].flatMap(end => [
  `${end}autofocus onfocus=${deed} x=${end.trim()}`,
  `${end}style=animation-name:cover onanimationstart=${deed} x=${end.trim()}`,
  `${end}onpointerrawupdate=${deed} x=${end.trim()}`,
])

/** More than five hundred texts; each would run a script, were it put into a page as it is. */
export const xssCorpus = [...beginnings.flatMap(one => bodies.map(body => one + body)), ...attributes]

/** So many texts together, as few times as that takes. */
export function inPieces(texts: string[], size: number): string[] {
  const count = Math.ceil(texts.length / size)
  return Array.from({ length: count }, (_, i) => texts.slice(i * size, (i + 1) * size).join('\n'))
}
