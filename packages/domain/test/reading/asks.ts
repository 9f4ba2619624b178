/** Counters in everyday wording, each with what it asks in minor units of USD, against an offer of $2,000 for one reel and two stories (READ-02). */
export const asks: Readonly<Record<string, ReadonlyArray<readonly [string, number]>>> = {
  rate: [
    ["Hi Ana, thanks for reaching out! My rate for a reel and two stories is $2,800.", 280000],
    ["I usually charge $2,600 for this kind of package.", 260000],
    ["I normally get around 2.4k for something like this.", 240000],
    ["Thanks! I charge 2500 for a reel with two stories.", 250000],
    ["My fee is $3,200. Let me know if that's within budget!", 320000],
    ["For a package like this I'm at $2,750.", 275000]
  ],
  couldYou: [
    ["Could you do $2,500?", 250000],
    ["Can we do 2.3k?", 230000],
    ["Would you be able to do $2,400 for this?", 240000],
    ["Any chance you could come up to $2,350?", 235000],
    ["Could we make it $2,600 instead?", 260000],
    ["Can you stretch to 2,200?", 220000]
  ],
  thinking: [
    ["I was thinking more like $2,700.", 270000],
    ["I was thinking something around 2.5k would be fair.", 250000],
    ["I had $3,000 in mind.", 300000],
    ["I was hoping for $2,450.", 245000],
    ["I'm thinking $2,300 given the amount of work.", 230000],
    ["We had more like three thousand in mind.", 300000]
  ],
  need: [
    ["I would need $2,800 to make this work.", 280000],
    ["I'd need at least 2.6k.", 260000],
    ["We're looking for $3,000 for this scope.", 300000],
    ["I'm looking for something closer to $2,500.", 250000],
    ["To do this properly I'd have to ask for $2,900.", 290000],
    ["Maya would need $3,500 for this campaign.", 350000]
  ],
  floor: [
    ["My minimum is $2,400.", 240000],
    ["The lowest I can go is $2,300.", 230000],
    ["I can't go below 2.5k for a reel with stories.", 250000],
    ["I don't go under $2,200 for sponsored work.", 220000],
    ["$2,600 is the lowest I could do.", 260000],
    ["My floor for this type of content is 2,750.", 275000]
  ],
  middle: [
    ["Meet me at $2,300 and we have a deal.", 230000],
    ["Let's meet in the middle at $2,250?", 225000],
    ["Bump it to $2,400 and I'm in.", 240000],
    ["If you bump it to 2.2k I'll sign today.", 220000],
    ["How about we split the difference at $2,350?", 235000],
    ["Make it $2,500 and we're good to go!", 250000]
  ],
  range: [
    ["I'd be looking at $2,500-3,000.", 250000],
    ["Somewhere in the 2.4k to 2.8k range would work.", 240000],
    ["My rates are usually between $2,200 and $2,600 for this.", 220000],
    ["Anywhere from $2,300 to $2,700 depending on the brief.", 230000],
    ["I'd say 2.5-3k.", 250000],
    ["$3,000 - $3,500 is what I charge for this.", 300000]
  ],
  notation: [
    ["2.4k and I'm happy!", 240000],
    ["I'd do it for 2,5k.", 250000],
    ["Twenty-two hundred and it's yours.", 220000],
    ["2750 USD for everything please.", 275000],
    ["Let's do three grand.", 300000],
    ["I can do $2.6K for the package.", 260000]
  ],
  perDeliverable: [
    ["The reel would be $1,800 and the stories $300 each.", 240000],
    ["I charge $1,500 for a reel and $400 per story.", 230000],
    ["It's $2,000 for the reel and $250 for each story.", 250000],
    ["Reel - $1,900, stories - $350 each.", 260000],
    ["$1,700 for the reel plus $600 for both stories.", 230000],
    ["Normally a reel is $2,000 and a story is $200 with me.", 240000]
  ],
  context: [
    ["$2,000 is a little under what I normally get. I'd be comfortable with $2,400.", 240000],
    ["I appreciate the offer of $2,000 but with 85k average views I'd expect $2,600.", 260000],
    ["Thanks for the $2,000 offer! I could do it for $2,300.", 230000],
    ["I know you're at $2,000, but I'm closer to 2.7k.", 270000],
    ["I did a similar job for $2,800 in May and would want the same here.", 280000],
    ["Hi! Love the brand. The rate is a bit low for me, would $2,250 be possible?", 225000]
  ]
}
