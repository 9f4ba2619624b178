import type { Draft } from "@parley/domain/drafting/Brief"

/** What a mail was for, and one that is right. */
export interface WriterExample {
  readonly purpose: "opening" | "counter" | "hold" | "answer" | "follow_up" | "confirmation" | "exit"
  readonly counterparty: "influencer" | "talent_manager"
  readonly final: boolean
  readonly draft: Draft
}

const body = (...paragraphs: ReadonlyArray<string>): string => paragraphs.join("\n\n")

export const writerExamples: ReadonlyArray<WriterExample> = [
  {
    purpose: "opening", counterparty: "influencer", final: false,
    draft: {
      subject: "A partnership with {{client}}",
      body: body(
        "Hi {{name}},", "I'm {{sender}}, and I'm writing for {{client}}. We have been watching what you make, and your way of explaining things fits what they stand for.",
        "{{about}}", "This is what we would like to do with you:", "{{terms}}", "Is this something you would enjoy? Tell me what you think, and ask me anything.", "{{sign_off}}"
      )
    }
  },
  {
    purpose: "counter", counterparty: "talent_manager", final: false,
    draft: {
      subject: "{{campaign}}: our updated offer for {{influencer}}",
      body: body("Hi {{name}},", "Thank you for coming back to me and for naming your rate of {{their_ask}}. I went through it with the team, and this is our offer:", "{{terms}}", "Does this work for you and {{influencer}}?", "{{sign_off}}")
    }
  },
  {
    purpose: "counter", counterparty: "influencer", final: true,
    draft: {
      subject: "{{campaign}}: our final offer",
      body: body(
        "Hi {{name}},", "Thank you for talking this through with me. I have thought about it carefully, and this is our best and final offer:", "{{terms}}",
        "I would love to do this with you. If it isn't right for you, I understand, and thank you for your time either way.", "{{sign_off}}"
      )
    }
  },
  {
    purpose: "hold", counterparty: "influencer", final: false,
    draft: {
      subject: "{{campaign}}: our offer",
      body: body("Hi {{name}},", "Thank you for your answer. Our offer stands as it is:", "{{terms}}", "What do you have in mind for this package? I'm glad to hear it.", "{{sign_off}}")
    }
  },
  {
    purpose: "answer", counterparty: "talent_manager", final: false,
    draft: {
      subject: "{{campaign}}: your questions",
      body: body("Hi {{name}},", "Good questions, thank you. Most of it is in the terms below:", "{{terms}}", "I will ask the team about the rest and come back to you. Does the offer itself work for {{influencer}}?", "{{sign_off}}")
    }
  },
  {
    purpose: "follow_up", counterparty: "influencer", final: false,
    draft: {
      subject: "{{campaign}}: did this reach you?",
      body: body("Hi {{name}},", "I know how full an inbox gets, so here is our offer again:", "{{terms}}", "Would you like to do this? A short yes or no is all I need.", "{{sign_off}}")
    }
  },
  {
    purpose: "confirmation", counterparty: "influencer", final: false,
    draft: {
      subject: "{{campaign}}: confirmed",
      body: body(
        "Hi {{name}},", "Wonderful, I'm glad that we are doing this together. Here is what we agreed:", "{{terms}}", "This is what happens next:", "{{next_steps}}",
        "If anything here reads differently from what you expect, please tell me.", "{{sign_off}}"
      )
    }
  },
  {
    purpose: "exit", counterparty: "talent_manager", final: false,
    draft: {
      subject: "{{campaign}}: thank you",
      body: body("Hi {{name}},", "Thank you for the open talk about {{influencer}} and this campaign. We won't come together on it, and I wanted to tell you myself.", "I appreciate the time you took, and I wish you both well.", "{{sign_off}}")
    }
  }
]
