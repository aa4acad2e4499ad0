#include "device/slide.hpp"

#include <algorithm>
#include <cstring>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "device/buffer.hpp"
#include "kernels/nearest.hpp"
#include "kernels/similarity.hpp"
#include "slide/norms.hpp"

namespace concord::device {
namespace {

using slide::Tiles;

// Squares beyond this might overflow in a product.
constexpr double kLargestSquare = 1e37;

Buffer<std::byte> tiles_there(Context& context, const Tiles& tiles) {
  return Buffer<std::byte>(context, tiles.elements, tiles.count * tiles.row_bytes());
}

std::vector<float> terms_of(Metric metric, const std::vector<double>& norms) {
  std::vector<float> terms(norms.size());
  if (metric == Metric::kL2) std::copy(norms.begin(), norms.end(), terms.begin());
  return terms;
}

// One slide on the device, and what becomes of its tiles.
class Side {
 public:
  Side(Context& context, const Tiles& tiles, Metric metric, const std::vector<double>& norms,
       const std::vector<double>& others)
      : count_(tiles.count),
        terms_here_(terms_of(metric, norms)),
        // A product is one chain of d fused multiply-adds.
        slack_here_(slide::slack_of(metric, norms, others, tiles.d, tiles.d)),
        tiles_(tiles_there(context, tiles)),
        terms_(context, terms_here_),
        slack_(context, slack_here_),
        least_(context, tiles.count),
        winner_(context, tiles.count) {
    least_.fill_bytes(0xFF);
    winner_.fill_bytes(0xFF);
  }

  kernels::NearestSide view() const {
    return {tiles_.data(), count_, terms_.data(), slack_.data(), least_.data(), winner_.data()};
  }

  void download(std::vector<unsigned long long>& winners) const {
    winners.resize(static_cast<std::size_t>(count_));
    winner_.download(winners.data(), count_);
  }

 private:
  std::int64_t count_;
  std::vector<float> terms_here_, slack_here_;
  Buffer<std::byte> tiles_;
  Buffer<float> terms_, slack_;
  Buffer<unsigned> least_;
  Buffer<unsigned long long> winner_;
};

slide::Nearest nearest_of(Metric metric, const std::vector<unsigned long long>& winners) {
  slide::Nearest nearest;
  for (const unsigned long long winner : winners) {
    const auto order = static_cast<std::uint32_t>(winner >> 32);
    const std::uint32_t bits = order >> 31 != 0 ? order & 0x7FFFFFFFu : ~order;
    float key;
    std::memcpy(&key, &bits, sizeof key);
    nearest.tile.push_back(static_cast<std::int64_t>(winner & 0xFFFFFFFFu));
    nearest.distance.push_back(key_of(metric, key) + 0.0f);
  }
  return nearest;
}

}  // namespace

std::vector<float> similarity(Context& context, const Tiles& tiles, const float* queries_qd, std::int64_t q,
                              Metric metric) {
  context.use();
  std::vector<float> scores(static_cast<std::size_t>(q * tiles.count));
  const Buffer<std::byte> there = tiles_there(context, tiles);
  const Buffer<float> queries(context, queries_qd, q * tiles.d), scores_there(context, q * tiles.count);
  Buffer<unsigned long long> bad_there(context, 1);
  bad_there.fill_bytes(0xFF);
  const kernels::Similarity work{there.data(),          queries.data(),      tiles.count,     tiles.d, q,
                                 metric == Metric::kL2, scores_there.data(), bad_there.data()};
  check(kernels::similarity(work, tiles.dtype, context.stream()), "scoring tiles");
  unsigned long long bad = 0;
  bad_there.download(&bad, 1);
  scores_there.download(scores.data(), q * tiles.count);
  context.wait();
  const auto at = static_cast<std::int64_t>(bad);
  require(at < 0, "query ", at / tiles.count, " and tile ", at % tiles.count, " give ",
          at < 0 ? 0.0f : scores[static_cast<std::size_t>(at)]);
  return scores;
}

slide::SlideAnswer compare_slides(Context& context, const Tiles& a, const Tiles& b, Metric metric) {
  Crew crew(thread_count(0, a.count + b.count));
  const std::vector<double> norms_a = slide::norms_of(a, "slide a", crew),
                            norms_b = slide::norms_of(b, "slide b", crew);
  const double largest =
      std::max(*std::max_element(norms_a.begin(), norms_a.end()), *std::max_element(norms_b.begin(), norms_b.end()));
  if (largest > kLargestSquare) {
    throw Error(CONCORD_UNSUPPORTED, "the slides' elements are too large for the graphics processor; use the CPU");
  }
  context.use();
  const Side side_a(context, a, metric, norms_a, norms_b), side_b(context, b, metric, norms_b, norms_a);
  check(kernels::nearest({side_a.view(), side_b.view(), a.d, metric == Metric::kL2}, a.dtype, context.stream()),
        "comparing slides");
  std::vector<unsigned long long> in_b, in_a;
  side_a.download(in_b);
  side_b.download(in_a);
  context.wait();
  return {nearest_of(metric, in_b), nearest_of(metric, in_a)};
}

}  // namespace concord::device
