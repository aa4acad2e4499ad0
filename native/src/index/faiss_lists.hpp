// A generation's inverted lists as FAISS sees them, so that FAISS itself can search our mapped file.
#pragma once

#include <faiss/invlists/InvertedLists.h>

#include "index/generation_source.hpp"

namespace concord::index {

// Read-only. The generation must hold float32 rows and outlive this object; lists are verified when FAISS asks for
// them, and a bad block throws CONCORD_CORRUPT through FAISS. int64_t is FAISS's idx_t in every version (Index::idx_t
// in 1.7.3, faiss::idx_t since).
class FaissLists : public faiss::ReadOnlyInvertedLists {
 public:
  explicit FaissLists(const GenerationSource& generation);

  std::size_t list_size(std::size_t list) const override;
  const std::uint8_t* get_codes(std::size_t list) const override;
  const std::int64_t* get_ids(std::size_t list) const override;

 private:
  RowSpan span(std::size_t list) const;

  const GenerationSource& generation_;
};

}  // namespace concord::index
