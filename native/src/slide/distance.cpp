// One matrix product serves both directions: its rows give the nearest tiles of b, its columns those of a.
//
// Work is cut into chunks of at most kChunk tiles of either slide, which are packed for the inner kernel, and a chunk
// into items of kGroup rows by some strips of columns: the rows of an item (768 KiB at d = 1536) stay in the
// second-level cache while the strips go by.
#include "slide/distance.hpp"

#include <algorithm>
#include <limits>

#include "core/parallel.hpp"
#include "slide/norms.hpp"
#include "slide/packing_room.hpp"

namespace concord::slide {
namespace {

constexpr std::int64_t kChunk = 4096;
constexpr std::int64_t kGroup = 128;

// Items for each thread in a chunk: enough that none waits long for the last one.
constexpr std::int64_t kItemsPerThread = 16;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::int64_t divided_up(std::int64_t value, std::int64_t by) {
  return (value + by - 1) / by;
}

float as_float(double value) {
  return value > std::numeric_limits<float>::max() ? kInfinity : static_cast<float>(value);
}

// What is added to factor * product to give a value; padding is infinitely far.
std::vector<float> terms_of(Metric metric, const std::vector<double>& norms, std::int64_t padded) {
  std::vector<float> terms(static_cast<std::size_t>(padded), kInfinity);
  for (std::size_t i = 0; i < norms.size(); ++i) terms[i] = metric == Metric::kL2 ? as_float(norms[i]) : 0.0f;
  return terms;
}

// A run of tiles, packed `width` at a time.
class Packed {
 public:
  Packed(const Tiles& tiles, std::int64_t first, std::int64_t width, Crew& crew)
      : first_(first),
        count_(std::min(kChunk, tiles.count - first)),
        width_(width),
        strips_(divided_up(count_, width)),
        strip_size_(width * tiles.d),
        elements_(strips_ * strip_size_) {
    crew.run(strips_, [&](std::int64_t strip, std::int32_t) {
      pack_rows(tiles, first_ + strip * width_, width_, elements_.data() + strip * strip_size_);
    });
  }

  std::int64_t first() const { return first_; }
  std::int64_t count() const { return count_; }
  std::int64_t strips() const { return strips_; }
  const float* strip(std::int64_t i) const { return elements_.data() + i * strip_size_; }

 private:
  std::int64_t first_;
  std::int64_t count_;
  std::int64_t width_;
  std::int64_t strips_;
  std::int64_t strip_size_;
  PackingRoom elements_;
};

// One slide's part in the comparison.
struct Side {
  Side(const Tiles& all, const char* name, Metric metric, std::int64_t width, Crew& crew)
      : tiles(all),
        norms(norms_of(all, name, crew)),
        padded(all.count + width),
        terms(terms_of(metric, norms, padded)) {}

  void set_slack(Metric metric, const Side& other) {
    // Products are summed in runs of kRun, then the runs.
    slack = slack_of(metric, norms, other.norms, tiles.d, std::min(tiles.d, kRun) + tiles.d / kRun);
    slack.resize(static_cast<std::size_t>(padded), 0.0f);
  }

  const Tiles& tiles;
  std::vector<double> norms;
  std::int64_t padded;
  std::vector<float> terms;
  std::vector<float> slack;
};

class Comparison {
 public:
  Comparison(const Tiles& a, const Tiles& b, const SlideRequest& request)
      : request_(request),
        crew_(thread_count(request.threads, divided_up(a.count, shape_.rows))),
        a_(a, "slide a", request.metric, shape_.rows, crew_),
        b_(b, "slide b", request.metric, shape_.columns, crew_),
        judge_a_(request.metric, a, b),
        judge_b_(request.metric, b, a) {
    a_.set_slack(request.metric, b_);
    b_.set_slack(request.metric, a_);
    for (std::int32_t i = 0; i < crew_.threads(); ++i) workers_.emplace_back(a_, b_);
  }

  void run() {
    for (std::int64_t i = 0; i < b_.tiles.count; i += kChunk) {
      const Packed columns(b_.tiles, i, shape_.columns, crew_);
      for (std::int64_t j = 0; j < a_.tiles.count; j += kChunk) {
        run_chunk(Packed(a_.tiles, j, shape_.rows, crew_), columns);
      }
    }
  }

  SlideAnswer answer() { return {decide(a_, judge_a_, &Worker::of_a), decide(b_, judge_b_, &Worker::of_b)}; }

 private:
  // What one thread works with; nothing of it is shared while the items run.
  struct Worker {
    Worker(const Side& a, const Side& b)
        : of_a(a.tiles.count, a.padded, a.slack), of_b(b.tiles.count, b.padded, b.slack) {}
    Race of_a;
    Race of_b;
    std::vector<float> products;
    std::vector<Contender> contenders;
  };

  // Rows kGroup * group .. of the chunk against the strips first_strip .. last_strip-1.
  struct Item {
    std::int64_t group;
    std::int64_t first_strip;
    std::int64_t last_strip;
  };

  std::vector<Item> items_of(const Packed& rows, const Packed& columns) const {
    const std::int64_t groups = divided_up(rows.count(), kGroup);
    const std::int64_t cuts = std::clamp<std::int64_t>(kItemsPerThread * crew_.threads() / groups, 1, columns.strips());
    std::vector<Item> items;
    for (std::int64_t group = 0; group < groups; ++group) {
      for (std::int64_t cut = 0; cut < cuts; ++cut) {
        items.push_back({group, columns.strips() * cut / cuts, columns.strips() * (cut + 1) / cuts});
      }
    }
    return items;
  }

  void run_chunk(const Packed& rows, const Packed& columns) {
    const std::vector<Item> items = items_of(rows, columns);
    const auto count = static_cast<std::int64_t>(items.size());
    crew_.run(count, [&](std::int64_t item, std::int32_t thread) {
      check_cancelled(request_.cancel);
      run_item(items[static_cast<std::size_t>(item)], rows, columns, workers_[static_cast<std::size_t>(thread)]);
    });
  }

  void run_item(const Item& item, const Packed& rows, const Packed& columns, Worker& worker) const {
    const std::int64_t first = item.group * kGroup;
    const std::int64_t count = std::min(kGroup, rows.count() - first);
    const std::int64_t blocks = divided_up(count, shape_.rows);
    worker.products.resize(static_cast<std::size_t>((kGroup + shape_.rows) * shape_.columns));
    for (std::int64_t strip = item.first_strip; strip < item.last_strip; ++strip) {
      multiply(rows.strip(first / shape_.rows), blocks, columns.strip(strip), a_.tiles.d, worker.products.data());
      enter_strip(rows.first() + first, count, columns.first() + strip * shape_.columns, worker);
    }
  }

  void enter_strip(std::int64_t row, std::int64_t rows, std::int64_t column, Worker& worker) const {
    const float factor = request_.metric == Metric::kL2 ? -2.0f : -1.0f;
    const Bounds bounds{factor,
                        a_.terms.data() + row,
                        b_.terms.data() + column,
                        a_.slack.data() + row,
                        b_.slack.data() + column,
                        worker.of_a.least() + row,
                        worker.of_b.least() + column};
    worker.contenders.clear();
    find_contenders(bounds, rows, worker.products.data(), worker.contenders);
    for (const Contender& one : worker.contenders) {
      const std::int64_t i = row + one.row, j = column + one.column;
      if (j >= b_.tiles.count) continue;
      const float step = factor * one.product;
      if (one.for_row) worker.of_a.enter({i, j, b_.terms[static_cast<std::size_t>(j)] + step}, judge_a_);
      if (one.for_column) worker.of_b.enter({j, i, a_.terms[static_cast<std::size_t>(i)] + step}, judge_b_);
    }
  }

  Nearest decide(const Side& side, const Judge& judge, Race Worker::*race) {
    std::vector<float> least(static_cast<std::size_t>(side.padded), kInfinity);
    for (const Worker& worker : workers_) (worker.*race).lower(least);
    std::vector<Entrant> entrants;
    for (const Worker& worker : workers_) (worker.*race).hand_over(least, entrants);
    return crowned(entrants, side.tiles.count, judge);
  }

  // Tiles 0 .. count-1 all have entrants. Each piece of work takes those of some tiles.
  Nearest crowned(std::vector<Entrant>& entrants, std::int64_t count, const Judge& judge) {
    constexpr std::int64_t kTiles = 32;
    std::sort(entrants.begin(), entrants.end(), [](const Entrant& x, const Entrant& y) { return x.of < y.of; });
    Nearest nearest{std::vector<std::int64_t>(static_cast<std::size_t>(count), -1),
                    std::vector<float>(static_cast<std::size_t>(count))};
    const auto first_of = [&](std::int64_t tile) {
      return entrants.data() + (std::partition_point(entrants.begin(), entrants.end(),
                                                     [&](const Entrant& one) { return one.of < tile; }) -
                                entrants.begin());
    };
    const std::int64_t pieces = divided_up(count, kTiles);
    crew_.run(pieces, [&](std::int64_t piece, std::int32_t) {
      check_cancelled(request_.cancel);
      judge.crown(first_of(piece * kTiles), first_of((piece + 1) * kTiles), nearest);
    });
    return nearest;
  }

  const SlideRequest& request_;
  const TileShape shape_ = tile_shape();
  Crew crew_;
  Side a_;
  Side b_;
  Judge judge_a_;
  Judge judge_b_;
  std::vector<Worker> workers_;
};

}  // namespace

SlideAnswer compare_slides(const Tiles& a, const Tiles& b, const SlideRequest& request) {
  check_cancelled(request.cancel);
  Comparison comparison(a, b, request);
  comparison.run();
  return comparison.answer();
}

double median_of(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  const float below = *std::max_element(values.begin(), middle);
  return (static_cast<double>(below) + static_cast<double>(*middle)) / 2;
}

}  // namespace concord::slide
