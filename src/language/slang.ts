/** Text-speak, short forms and school slang: the word as typed, then the plain words it stands for. */
const SHORT_FORMS = `
  u you | ur your | r are | y why | yr year | yrs years | n and | nd and | w with | pls please
  plz please | plse please | thx thanks | thanx thanks | tnx thanks | tks thanks | ty thanks
  cos because | coz because | cuz because | bc because | bcos because | tho though | thru through
  wat what | wot what | wht what | wanna want to | gonna going to | gotta got to | dunno do not know
  idk i do not know | dont do not | cant can not | cannot can not | wont will not | isnt is not
  arent are not | wasnt was not | werent were not | didnt did not | doesnt does not | hasnt has not
  havent have not | hadnt had not | wouldnt would not | couldnt could not | shouldnt should not
  aint is not | im i am | ive i have | youre you are | theyre they are | theyve they have | hes he is
  shes she is | whats what is | whos who is | thats that is | theres there is | wheres where is
  hows how is | lets let us | someones someone is | sum1 someone | some1 someone | sumone someone
  sum some | sumthing something | smth something | sth something | any1 anyone | ne1 anyone
  every1 everyone | evry1 everyone | noone no one | b4 before | gr8 great | l8r later | l8 late
  m8 mate | 2day today | 2nite tonight | 2moro tomorrow | 2morrow tomorrow | tmrw tomorrow
  tmr tomorrow | tomoz tomorrow | tonite tonight | nite night | wk week | wknd weekend | hw homework
  ppl people | peeps people | msg message | msgs messages | msging messaging | mesg message | txt text
  txts texts | pic picture | pics pictures | pix pictures | vid video | vids videos
  nudes nude pictures | nudez nude pictures | dms direct messages | dm direct message
  pm private message | acc account | accs accounts | acct account | convo conversation
  screenie screenshot | screenies screenshots | ss screenshot | fb facebook | facebk facebook
  insta instagram | ig instagram | snap snapchat | snapchats snapchat | watsapp whatsapp
  whatsap whatsapp | wattsapp whatsapp | wapp whatsapp | whatapp whatsapp | watsap whatsapp
  wats whatsapp | yt youtube | tt tiktok | tok tiktok | dd daughter | ds son | dc children
  dcs children | lo little one | dh husband | dw wife | mil mother in law | dgs grandson
  dgd granddaughter | ht headteacher | headmaster headteacher | headmistress headteacher
  heads headteacher | hm headteacher | dsl safeguarding lead | ddsl deputy safeguarding lead
  lsa teaching assistant | gov governor | govs governors | sch school | skool school | teecher teacher
  techer teacher | tchr teacher | yself yourself | kms kill myself | kys kill yourself | unalive kill
  unaliving killing | unalived killed | sui suicide | gf girlfriend | bf boyfriend | bff best friend
  bday birthday | dob date of birth | info information | pw password | vs against | wen when
  wer where | wiv with | dat that | dis this | da the | de the | dey they | dem them | gd good
  bk back | abt about | bout about | rly really | rlly really | tbf to be fair
  asap as soon as possible | pwd password | srsly seriously | def definitely | defo definitely
  prob probably | probs probably | obvs obviously | okay ok | okey ok | kk ok | hiya hello | hya hello
  heya hello | mom mum | mummy mum | mam mum | kid child | kids children | kiddo child | lil little
  bro brother | sis sister | yo year old | yrold year old | slt leadership | ofc of course | tht that
  teh the | ther there | hav have | hv have | luv love | nvm never mind | nm never mind | wud would
  cud could | shud should | av have | ov of | iz is | wos was | woz was | frm from | evry every
  evrything everything | nuffin nothing | nothin nothing | somethin something | goin going
  doin doing | bein being | sayin saying | postin posting | havin having
`;

/** Words that carry a tone and no matter. */
const NOISE = 'tbh ngl imo imho fyi btw omg wtf ffs smh hun hunni xx xxx';

/** Pairs of words that are one thing to the classifier: the pair, then what it becomes. */
const PAIRS = `
  head teacher > headteacher | head master > headteacher | head mistress > headteacher
  tik tok > tiktok | whats app > whatsapp | what is app > whatsapp | snap chat > snapchat
  face book > facebook | you tube > youtube | some one > someone | any one > anyone
  every one > everyone | on line > online | e mail > email | safe guarding > safeguarding
  the ta > the teaching assistant | a ta > a teaching assistant | our ta > our teaching assistant
  my ta > my teaching assistant | her ta > her teaching assistant | his ta > his teaching assistant
  class ta > class teaching assistant | the tas > the teaching assistants
`;

/** Plain words for a word as typed; an empty list drops the word. */
export const PLAIN: ReadonlyMap<string, readonly string[]> = new Map([
  ...entries(SHORT_FORMS).map((entry): [string, string[]] => {
    const [typed = '', ...plain] = entry.split(' ');
    return [typed, plain];
  }),
  ...NOISE.split(' ').map((word): [string, string[]] => [word, []]),
]);

/** Plain words for a pair of neighbouring words, keyed by the pair with a space between. */
export const JOINED: ReadonlyMap<string, readonly string[]> = new Map(
  entries(PAIRS).map((entry): [string, string[]] => {
    const [pair = '', plain = ''] = entry.split(' > ');
    return [pair, plain.split(' ')];
  }),
);

function entries(table: string): string[] {
  return table
    .split(/[|\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
