// SPDX-License-Identifier: GPL-3.0-or-later
// Points of a curve, smoothed and thinned to what a screen can show, so that a million of them scroll
// smoothly.
#pragma once

#include <vector>

namespace lora::ui {

struct PlotPoint {
    double x = 0, y = 0;
};

/// Exponential moving average with bias correction; `smoothing` from 0 (the curve itself) to below 1. Points
/// whose y is not finite are left out.
std::vector<PlotPoint> smooth(const std::vector<PlotPoint>& points, double smoothing);

/// The points of [from, to] and one neighbour on each side, thinned so that every one of `pixels` columns
/// keeps its first, lowest, highest and last point. Needs rising x. What is drawn from it is what all points
/// would draw.
std::vector<PlotPoint> thin_to_pixels(const std::vector<PlotPoint>& points, double from, double to,
                                      int pixels);

/// Index of the point nearest to `x`; -1 when there is none.
int nearest_point(const std::vector<PlotPoint>& points, double x);

}  // namespace lora::ui
