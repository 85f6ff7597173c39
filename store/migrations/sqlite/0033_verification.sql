-- Verifiers of a kelurahan say why (cases/verification.h): what is not so, and what kept them from looking.
ALTER TABLE referrals ADD COLUMN verified_reason TEXT CHECK (verified_reason IN ('tidak_dikenal', 'pindah', 'wafat', 'berbeda'));
ALTER TABLE referrals ADD COLUMN delay_reason TEXT CHECK (delay_reason IN ('tidak_di_rumah', 'alamat_belum_ketemu', 'surat_belum_ada', 'keluarga_sendiri'));
