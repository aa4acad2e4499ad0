#include "index_plot.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>

namespace concord::bench {
namespace {

constexpr double kWidth = 640, kHeight = 400, kLeft = 70, kRight = 150, kTop = 30, kBottom = 52;
constexpr int kFirstRows = 4, kLastRows = 6;  // powers of ten
constexpr int kFirstMs = -2, kLastMs = 3;

double x_of(double rows) {
  return kLeft + (std::log10(rows) - kFirstRows) / (kLastRows - kFirstRows) * (kWidth - kLeft - kRight);
}

double y_of(double ms) {
  return kHeight - kBottom - (std::log10(ms) - kFirstMs) / (kLastMs - kFirstMs) * (kHeight - kTop - kBottom);
}

std::string text(double x, double y, const char* anchor, const std::string& words, const char* style = "") {
  char line[400];
  std::snprintf(line, sizeof line, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>\n", x, y, anchor, style,
                words.c_str());
  return line;
}

std::string rule(double x1, double y1, double x2, double y2) {
  char line[200];
  std::snprintf(line, sizeof line, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", x1, y1,
                x2, y2);
  return line;
}

std::string power(int exponent) {
  if (exponent >= 0 && exponent <= 3) return std::to_string(static_cast<int>(std::pow(10, exponent)));
  if (exponent < 0) return exponent == -1 ? "0.1" : "0.01";
  return exponent == 4 ? "10,000" : exponent == 5 ? "100,000" : "1,000,000";
}

std::string axes() {
  std::string svg;
  for (int e = kFirstRows; e <= kLastRows; ++e) {
    const double x = x_of(std::pow(10.0, e));
    svg += rule(x, kTop, x, kHeight - kBottom) + text(x, kHeight - kBottom + 18, "middle", power(e));
  }
  for (int e = kFirstMs; e <= kLastMs; ++e) {
    const double y = y_of(std::pow(10.0, e));
    svg += rule(kLeft, y, kWidth - kRight, y) + text(kLeft - 8, y + 4, "end", power(e));
  }
  svg += text((kLeft + kWidth - kRight) / 2, kHeight - 12, "middle", "rows of 1,536 float16");
  svg += text(kLeft - 8, kTop - 12, "end", "ms a query");
  return svg;
}

std::string curve(const std::vector<ScalePoint>& points, double ScalePoint::*value, const char* colour,
                  const char* dashes, const char* name) {
  std::string line = "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + std::string(colour) +
                     "\" stroke-dasharray=\"" + dashes + "\" points=\"";
  std::string dots;
  for (const ScalePoint& point : points) {
    char at[160];
    std::snprintf(at, sizeof at, "%.1f,%.1f ", x_of(point.rows), y_of(point.*value));
    line += at;
    std::snprintf(at, sizeof at, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x_of(point.rows),
                  y_of(point.*value), colour);
    dots += at;
  }
  const ScalePoint& last = points.back();
  return line + "\"/>\n" + dots +
         text(x_of(last.rows) + 9, y_of(last.*value) + 4, "start", name,
              ("fill=\"" + std::string(colour) + "\"").c_str());
}

}  // namespace

bool write_scale_plot(const std::string& path, const std::vector<ScalePoint>& points) {
  std::ofstream file(path);
  if (!points.empty()) {
    char head[300];
    std::snprintf(head, sizeof head,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" "
                  "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
                  kWidth, kHeight);
    file << head << axes() << curve(points, &ScalePoint::exact_ms, "#777777", "6 4", "exact, at least")
         << curve(points, &ScalePoint::single_ms, "#5b3a86", "none", "single, 1 thread")
         << curve(points, &ScalePoint::batch_ms, "#17663a", "none", "batch of 100") << "</svg>\n";
  }
  return static_cast<bool>(file.flush());
}

}  // namespace concord::bench
