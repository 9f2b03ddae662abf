-- What the chain's headers were seen to prove: some of the words headers, receipts and transactions. NULL: nothing yet.
ALTER TABLE chains ADD COLUMN light_verification TEXT;
