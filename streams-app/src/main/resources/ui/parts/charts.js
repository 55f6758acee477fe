/** Timelines and bar charts as SVG. Every chart has a table or a list beside it with the same facts in words. */
import {html, useEffect, useRef, useState} from '../core/dom.js';
import {absolute} from '../core/time.js';

/** The width of an element in CSS pixels, so that the text of a chart has the size of other text. */
function useWidth() {
  const place = useRef(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.round(entry.contentRect.width))));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

/**
 * Spans on one line for each lane.
 * @param {{lanes: {name: string, spans: {from: number, to: number, tone: string, title: string}[],
 *   marks?: {at: number, tone: string, title: string}[]}[], from: number, to: number, label: string}} props milliseconds since 1970
 */
export function Lanes({lanes, from, to, label}) {
  const [place, width] = useWidth();
  const row = 20;
  const height = lanes.length * row + 18;
  const left = width < 500 ? 80 : 120;
  const x = (at) => left + ((Math.min(Math.max(at, from), to) - from) / Math.max(1, to - from)) * (width - left - 8);
  return html`<svg ref=${place} class="chart" height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${label}>
    ${lanes.map((lane, index) => html`<g key=${lane.name} transform=${`translate(0 ${index * row})`}>
      <text x="0" y="14" class="lane">${lane.name.slice(0, 18)}</text>
      <line x1=${left} x2=${width - 8} y1="10" y2="10" class="axis" />
      ${lane.spans.map((span) => html`<rect class=${`span ${span.tone}`} x=${x(span.from)}
        width=${Math.max(2, x(span.to) - x(span.from))} y="4" height="12"><title>${span.title}</title></rect>`)}
      ${(lane.marks ?? []).map((mark) => html`<path class=${`mark ${mark.tone}`} d=${`M${x(mark.at)} 2l4 8l-4 8l-4 -8z`}>
        <title>${mark.title}</title></path>`)}
    </g>`)}
    <${TimeAxis} from=${from} to=${to} x=${x} y=${height - 4} />
  </svg>`;
}

function TimeAxis({from, to, x, y}) {
  const parts = x(to) - x(from) < 400 ? [0, 2, 4] : [0, 1, 2, 3, 4];
  const isLong = to - from > 86_400_000;
  return parts.map((part) => {
    const at = from + ((to - from) * part) / 4;
    const text = isLong ? absolute(at).slice(5, 16) : absolute(at, {withDate: false});
    const anchor = part === 0 ? 'start' : part === 4 ? 'end' : 'middle';
    return html`<text key=${part} class="tick" x=${x(at)} y=${y} text-anchor=${anchor}>${text}</text>`;
  });
}

/**
 * Stacked bars in time.
 * @param {{series: {name: string, counts: number[], tone: string}[], from: number, to: number, label: string}} props
 */
export function Bars({series, from, to, label}) {
  const [place, width] = useWidth();
  const height = 90;
  const chart = height - 16;
  const count = Math.max(1, ...series.map((one) => one.counts.length));
  const totals = Array.from({length: count}, (_, index) => series.reduce((sum, one) => sum + (one.counts[index] ?? 0), 0));
  const highest = Math.max(1, ...totals);
  const left = 36;
  const step = (width - left) / count;
  const x = (at) => left + ((at - from) / Math.max(1, to - from)) * (width - left);
  return html`<svg ref=${place} class="chart" height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${label}>
    <text class="tick" x="0" y="10">${highest}</text><text class="tick" x="0" y=${chart}>0</text>
    <line class="axis" x1=${left} x2=${width} y1=${chart} y2=${chart} />
    ${totals.map((_, index) => {
      let base = chart;
      return series.map((one) => {
        const size = ((one.counts[index] ?? 0) / highest) * (chart - 4);
        base -= size;
        return size > 0 && html`<rect key=${one.name} class=${`span ${one.tone}`} x=${left + index * step + 0.5}
          width=${Math.max(1, step - 1)} y=${base} height=${size}>
          <title>${`${one.counts[index]} ${one.name}, ${absolute(from + ((to - from) * index) / count)}`}</title></rect>`;
      });
    })}
    <${TimeAxis} from=${from} to=${to} x=${x} y=${height - 2} />
  </svg>`;
}
