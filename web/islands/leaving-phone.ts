/**
 * Around a form that ends the session: the rounds that were kept to be read without network (pickup-round.ts) are forgotten with
 * it. What was noted and is not sent yet stays, and is told before: it leaves when its round is opened again. Without
 * network the session stands, and nothing is forgotten.
 */
interface KeptOfStop {
  note?: object
  page?: string
  day?: string
}
const PREFIX = 'pickup:'

class LeavingPhone extends HTMLElement {
  connectedCallback() {
    const { words } = this
    const unsent = keptNotes().filter(({ kept }) => kept.note)
    if (unsent.length > 0) {
      const rounds = new Map(unsent.flatMap(({ kept: { page, day } }) => (page ? [[page, day ?? '']] : [])))
      const links = [...rounds].map(([page, day]) => {
        const link = document.createElement('a')
        link.href = page
        link.textContent = day || page
        return link
      })
      this.say((words.unsent ?? '').replace('{n}', String(unsent.length)), links)
      for (const button of this.querySelectorAll('button'))
        button.textContent = words.anyway || button.textContent
    }
    this.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.leave(event.target as HTMLFormElement)
    })
  }

  private get words() {
    return JSON.parse(this.dataset.words ?? '{}') as Record<string, string>
  }

  private async leave(form: HTMLFormElement) {
    let answer: Response
    try {
      const said = [...new FormData(form)].map(([name, value]) => [name, String(value)])
      answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(said) })
    } catch {
      return this.say(this.words.offline ?? '')
    }
    if (!answer.ok) return form.submit() // the answer says what is wrong
    await forget()
    location.assign(answer.url)
  }

  private say(words: string, links: readonly HTMLElement[] = []) {
    const line = this.querySelector('[role=status]')
    if (!line) return
    line.className = 'note late'
    line.replaceChildren(words, ...links.flatMap((link) => [' ', link]))
  }
}

const keptNotes = (): { name: string; kept: KeptOfStop }[] => {
  try {
    return Object.entries(localStorage)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, text]) => ({ name, kept: JSON.parse(String(text)) as KeptOfStop }))
  } catch {
    return []
  }
}

/** The kept pages, and what was sent of their notes. */
async function forget(): Promise<void> {
  for (const { name, kept } of keptNotes()) if (!kept.note) localStorage.removeItem(name)
  try {
    await caches.delete('pickups')
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

customElements.define('leaving-phone', LeavingPhone)
