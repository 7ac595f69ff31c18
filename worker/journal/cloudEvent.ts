import type { StoredEvent } from '../core/events'

export interface CloudEvent {
  specversion: '1.0'
  id: string
  source: string
  type: string
  subject: string
  time: string
  datacontenttype: string
  sequence: string
  data: Record<string, string | number>
}

/** A fact as CloudEvents 1.0 has it (github.com/cloudevents/spec), with its place in the feed as an extension. */
export function asCloudEvent(event: StoredEvent, clusterUrl: string): CloudEvent {
  // What a juror gave is read in the record of the call, which says when others may read it.
  const { points: _, ...scored } = event.payload as Record<string, string | number>
  const payload = event.type === 'score.given' ? scored : event.payload
  return {
    specversion: '1.0',
    id: event.id,
    source: clusterUrl,
    type: `maillage.${event.type}`,
    subject: event.subjectId,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    sequence: String(event.seq),
    data: { ...payload, version: event.subjectVersion },
  }
}
