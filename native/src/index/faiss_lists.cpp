#include "index/faiss_lists.hpp"

namespace concord::index {

FaissLists::FaissLists(const GenerationSource& generation)
    : faiss::ReadOnlyInvertedLists(static_cast<std::size_t>(generation.shape().lists),
                                   static_cast<std::size_t>(generation.shape().row_bytes)),
      generation_(generation) {
  require(generation.shape().dtype == CONCORD_FLOAT32, "FAISS's IVF-Flat reads float32 rows only");
}

std::size_t FaissLists::list_size(std::size_t list) const {
  return static_cast<std::size_t>(generation_.list(static_cast<std::int64_t>(list)).size());
}

const std::uint8_t* FaissLists::get_codes(std::size_t list) const {
  return reinterpret_cast<const std::uint8_t*>(span(list).rows);
}

const std::int64_t* FaissLists::get_ids(std::size_t list) const {
  return span(list).numbers;
}

RowSpan FaissLists::span(std::size_t list) const {
  return generation_.span(generation_.list(static_cast<std::int64_t>(list)));
}

}  // namespace concord::index
