// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_series.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace lora::ui {
namespace {

/// Appends a column's first, lowest, highest and last point in their order, each once.
void keep_column(const std::vector<PlotPoint>& points, size_t first, size_t last,
                 std::vector<PlotPoint>& out) {
    size_t low = first, high = first;
    for (size_t i = first; i <= last; ++i) {
        if (points[i].y < points[low].y) low = i;
        if (points[i].y > points[high].y) high = i;
    }
    const auto [a, b] = std::minmax(low, high);
    out.push_back(points[first]);
    if (a != first) out.push_back(points[a]);
    if (b != a && b != first) out.push_back(points[b]);
    if (last != b && last != a && last != first) out.push_back(points[last]);
}

}  // namespace

std::vector<PlotPoint> smooth(const std::vector<PlotPoint>& points, double smoothing) {
    std::vector<PlotPoint> out;
    out.reserve(points.size());
    const double keep = std::clamp(smoothing, 0.0, 0.9999);
    double mean = 0, weight = 0;
    for (const auto& point : points) {
        if (!std::isfinite(point.y)) continue;
        mean = keep * mean + (1 - keep) * point.y;
        weight = keep * weight + (1 - keep);
        out.push_back({point.x, mean / weight});
    }
    return out;
}

std::vector<PlotPoint> thin_to_pixels(const std::vector<PlotPoint>& points, double from, double to,
                                      int pixels) {
    const auto before = [](const PlotPoint& point, double x) { return point.x < x; };
    const auto after = [](double x, const PlotPoint& point) { return x < point.x; };
    auto begin = std::lower_bound(points.begin(), points.end(), from, before);
    auto end = std::upper_bound(begin, points.end(), to, after);
    if (begin != points.begin()) --begin;
    if (end != points.end()) ++end;
    const auto count = static_cast<size_t>(end - begin);
    if (pixels < 1 || !(to > from) || count <= static_cast<size_t>(pixels) * 4) return {begin, end};

    std::vector<PlotPoint> out;
    out.reserve(static_cast<size_t>(pixels) * 4 + 8);
    const double column_width = (to - from) / pixels;
    const auto column = [&](size_t i) { return std::floor((points[i].x - from) / column_width); };
    const auto stop = static_cast<size_t>(end - points.begin());
    for (auto i = static_cast<size_t>(begin - points.begin()); i < stop;) {
        size_t last = i;
        while (last + 1 < stop && column(last + 1) == column(i))
            ++last;
        keep_column(points, i, last, out);
        i = last + 1;
    }
    return out;
}

int nearest_point(const std::vector<PlotPoint>& points, double x) {
    if (points.empty()) return -1;
    auto it = std::lower_bound(points.begin(), points.end(), x,
                               [](const PlotPoint& point, double value) { return point.x < value; });
    if (it == points.end()) --it;
    if (it != points.begin() && std::abs((it - 1)->x - x) <= std::abs(it->x - x)) --it;
    return static_cast<int>(it - points.begin());
}

}  // namespace lora::ui
