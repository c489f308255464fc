// SPDX-License-Identifier: Apache-2.0
// How many threads decode: all of them, or one where other programs keep the processors busy.
#pragma once

namespace lora::engine {

/// A token's pass has hundreds of products that all threads must finish before the next begins. Where another
/// program holds one of two processors, waiting for the thread that lost its place makes decoding many times
/// slower than on one thread. Which is faster is found by trying the other way now and then, for one step.
/// Answers do not depend on it.
class ThreadPace {
  public:
    explicit ThreadPace(int all);
    /// For the next step.
    int threads() const { return one_ ? 1 : all_; }
    /// What a step took on threads().
    void took(double seconds);

  private:
    void turn();

    int all_;
    bool one_ = false, trying_ = false;
    double usual_[2] = {0, 0};  ///< seconds of a step on all threads and on one; 0: not known
    int slow_ = 0;              ///< steps in a row that took far longer than usual
    int patience_ = 32, left_ = 4;
};

}  // namespace lora::engine
