//! Ratios as horizontal bars of an SVG, for pages that are light or dark.
//!
//! A panel has a scale of its own, and a line where its floor is: at one.

use std::fmt::Write;

/// Bars of one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What the bars are of.
    pub title: String,
    /// What one stands for.
    pub floor: String,
    /// The bars, from top to bottom.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What stands before it.
    pub label: String,
    /// How long it is, where the floor is 1.
    pub value: f64,
    /// What stands behind it.
    pub text: String,
}

const WIDTH: f64 = 760.0;
const MARGIN: f64 = 16.0;
/// Where bars begin: labels stand before it.
const LEFT: f64 = 190.0;
/// Where the longest bar ends: figures stand behind it.
const RIGHT: f64 = 600.0;
const ROW: f64 = 26.0;
const BAR: f64 = 16.0;
/// The title and the floor of a panel.
const HEAD: f64 = 52.0;
const GAP: f64 = 18.0;

/// The colours come from the page, by what it says that its reader prefers.
const STYLE: &str = "\
    text { font: 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
    .title { font-size: 15px; font-weight: 600; }
    .quiet { font-size: 12px; fill: #59636e; }
    .bar { fill: #2f6fd0; }
    .floor { stroke: #c4432b; stroke-width: 2; stroke-dasharray: 4 3; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .quiet { fill: #9aa4af; }
      .bar { fill: #5a9bf6; }
      .floor { stroke: #ff8f73; }
    }
";

/// The chart.
pub fn svg(panels: &[Panel]) -> String {
    let heights = panels.iter().map(height);
    let height =
        MARGIN * 2.0 + heights.sum::<f64>() + GAP * (panels.len().saturating_sub(1)) as f64;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n  <title>{}</title>\n  <style>\n{STYLE}  </style>\n",
        escaped(&summary(panels))
    );
    let mut top = MARGIN;
    for panel in panels {
        draw(panel, top, &mut text);
        top += self::height(panel) + GAP;
    }
    text.push_str("</svg>\n");
    text
}

/// What is in the chart, for those who do not see it.
fn summary(panels: &[Panel]) -> String {
    let panels = panels.iter().map(|panel| {
        let bars: Vec<String> = panel
            .bars
            .iter()
            .map(|bar| format!("{} {}", bar.label, bar.text))
            .collect();
        format!("{}: {}.", panel.title, bars.join(", "))
    });
    panels.collect::<Vec<String>>().join(" ")
}

fn height(panel: &Panel) -> f64 {
    HEAD + ROW * panel.bars.len() as f64
}

fn draw(panel: &Panel, top: f64, text: &mut String) {
    let longest = panel.bars.iter().map(|bar| bar.value).fold(1.0, f64::max);
    let scale = (RIGHT - LEFT) / longest;
    let floor = LEFT + scale;
    let (rows, bottom) = (top + HEAD, top + height(panel));
    let _ = write!(
        text,
        "  <text class=\"title\" x=\"{MARGIN}\" y=\"{:.1}\">{}</text>\n  <text class=\"quiet\" x=\"{MARGIN}\" y=\"{:.1}\">dashed line, 1 ×: {}</text>\n",
        top + 14.0,
        escaped(&panel.title),
        top + 34.0,
        escaped(&panel.floor),
    );
    for (index, bar) in panel.bars.iter().enumerate() {
        let y = rows + ROW * index as f64;
        let width = bar.value * scale;
        let base = y + ROW / 2.0 + 4.5;
        let _ = write!(
            text,
            "  <text x=\"{:.1}\" y=\"{base:.1}\" text-anchor=\"end\">{}</text>\n  <rect class=\"bar\" x=\"{LEFT}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{BAR}\" rx=\"2\"/>\n  <text x=\"{:.1}\" y=\"{base:.1}\">{}</text>\n",
            LEFT - 10.0,
            escaped(&shortened(&bar.label)),
            y + (ROW - BAR) / 2.0,
            // Not across the line.
            LEFT + width.max(scale) + 8.0,
            escaped(&bar.text),
        );
    }
    let _ = writeln!(
        text,
        "  <line class=\"floor\" x1=\"{floor:.1}\" y1=\"{rows:.1}\" x2=\"{floor:.1}\" y2=\"{bottom:.1}\"/>"
    );
}

/// A label that has room before the bars.
fn shortened(label: &str) -> String {
    const LENGTH: usize = 24;
    if label.chars().count() <= LENGTH {
        return label.to_owned();
    }
    let start: String = label.chars().take(LENGTH - 1).collect();
    format!("{start}…")
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panels() -> [Panel; 2] {
        let bar = |label: &str, value: f64| Bar {
            label: label.to_owned(),
            value,
            text: format!("{value} ×"),
        };
        [
            Panel {
                title: "Generating & writing".to_owned(),
                floor: "a bare <parse>".to_owned(),
                bars: vec![
                    bar("petstore", 4.0),
                    bar("a name of many more letters than have room", 2.0),
                ],
            },
            Panel {
                title: "Calling".to_owned(),
                floor: "a plain request".to_owned(),
                // Faster than its floor: the scale is that of the floor.
                bars: vec![bar("get", 0.5)],
            },
        ]
    }

    #[test]
    fn a_chart_is_what_it_was() {
        insta::with_settings!({ snapshot_path => "../../../tests/it/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("bench_chart", svg(&panels()));
        });
    }

    #[test]
    fn a_chart_is_well_formed() {
        let text = svg(&panels());
        let texts = text.matches("<text").count();
        assert_eq!(texts, text.matches("</text>").count());
        assert!(text.contains("Generating &amp; writing") && text.contains("a bare &lt;parse&gt;"));
        // A bar of four floors is four times as long as the way to the line, which is at one.
        assert!(
            text.contains("width=\"410.0\"") && text.contains("x1=\"292.5\""),
            "{text}"
        );
    }
}
